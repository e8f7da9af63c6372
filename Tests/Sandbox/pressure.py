# Gives `qris sandbox` more connections than it has descriptors, and ends it while replies are under way.
# Called with the tool and the limits of descriptors to try.
# SPDX-License-Identifier: Apache-2.0

import http.client
import json
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

TOOL = sys.argv[1]
LIMITS = [int(limit) for limit in sys.argv[2:]]
CONNECTIONS = 1200

resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)


class Sandbox:
    """A sandbox with a limit of descriptors."""

    def __init__(self, limit):
        self.process = subprocess.Popen(
            [TOOL, "sandbox", "--port", "0", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
        url = json.loads(self.process.stdout.readline())["url"]
        self.address = url.removeprefix("http://")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def connect(self):
        host, port = self.address.split(":")
        return socket.create_connection((host, int(port)), timeout=60)

    def request(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        try:
            connection.request(method, path, body)
            reply = connection.getresponse()
            return reply.status, reply.read()
        finally:
            connection.close()


def crowded(limit):
    """Many connections that send nothing, then requests beside them: all are answered."""
    with Sandbox(limit) as sandbox:
        silent = [sandbox.connect() for _ in range(CONNECTIONS)]
        for connection in silent:
            connection.setblocking(False)
        statuses = []

        def ask():
            statuses.append(sandbox.request("GET", "/_sandbox/state")[0])

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for connection in silent[:CONNECTIONS // 2]:
            connection.close()
        for thread in threads:
            thread.join()
        assert statuses == [200] * 4, (limit, statuses)
        assert sandbox.process.poll() is None, (limit, sandbox.process.returncode)
        for connection in silent:
            connection.close()
        sandbox.process.send_signal(signal.SIGTERM)
        assert sandbox.process.wait(timeout=60) == 0, (limit, sandbox.process.returncode)


def replies_under_way():
    """SIGTERM: a late reply and a slow one come whole, idle connections and new requests end, the status is 0."""
    with Sandbox(1024) as sandbox:
        for effect, path in ("latency", "/late"), ("slow_body", "/slow"):
            fault = {"effect": effect, "milliseconds": 1500, "path": path}
            assert sandbox.request("POST", "/_sandbox/faults", json.dumps(fault))[0] == 201
        idle = sandbox.connect()
        replies = {}

        def ask(path):
            replies[path] = sandbox.request("GET", path)

        threads = [threading.Thread(target=ask, args=[path]) for path in ("/late", "/slow")]
        for thread in threads:
            thread.start()
        while json.loads(sandbox.request("GET", "/_sandbox/requests")[1])["requests"][1:] == []:
            time.sleep(0.01)
        start = time.monotonic()
        sandbox.process.send_signal(signal.SIGTERM)
        assert idle.recv(1) == b""
        for thread in threads:
            thread.join()
        assert sandbox.process.wait(timeout=60) == 0
        assert time.monotonic() - start < 20
        for status, body in replies.values():
            assert status == 404 and json.loads(body)["errors"], replies
        told = sandbox.process.stderr.read()
        assert b"qris: finishing " in told, told


def second_signal():
    with Sandbox(1024) as sandbox:
        fault = {"effect": "latency", "milliseconds": 60_000, "path": "/late"}
        assert sandbox.request("POST", "/_sandbox/faults", json.dumps(fault))[0] == 201
        connection = sandbox.connect()
        connection.sendall(b"GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while json.loads(sandbox.request("GET", "/_sandbox/requests")[1])["requests"] == []:
            time.sleep(0.01)
        sandbox.process.send_signal(signal.SIGINT)
        sandbox.process.stderr.readline()
        sandbox.process.send_signal(signal.SIGINT)
        assert sandbox.process.wait(timeout=30) == 0
        assert connection.recv(1) == b""


for limit in LIMITS:
    crowded(limit)
replies_under_way()
second_signal()
print("ok")
