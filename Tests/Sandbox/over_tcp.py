# Talks to `qris sandbox` as a till would: over TCP, through faults. Called with the sandbox's address.
# SPDX-License-Identifier: Apache-2.0

import base64
import http.client
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time

HOST = sys.argv[1].removeprefix("http://")
ADDRESS = (HOST.split(":")[0], int(HOST.split(":")[1]))
PAYMENTS = "/integrations/payment/outlets/G000012345"


def request(method, path, body=None, headers={}):
    connection = http.client.HTTPConnection(HOST, timeout=20)
    try:
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        return reply.status, reply.headers, reply.read()
    finally:
        connection.close()


def control(address, **body):
    status, _, text = request("POST", "/_sandbox/" + address, json.dumps(body))
    assert status < 300, (address, status, text)
    return json.loads(text)


def transactions():
    return json.loads(request("GET", "/_sandbox/transactions")[2])["transactions"]


def token():
    secret = base64.b64encode(b"sandbox:sandbox").decode()
    form = "grant_type=client_credentials&scope=payment:transaction:write+payment:transaction:read"
    status, _, body = request("POST", "/oauth2/token", form, {"Authorization": "Basic " + secret})
    assert status == 200, body
    return json.loads(body)["access_token"]


BEARER = {"Authorization": "Bearer " + token()}


def order(name, amount=3000):
    details = {"order_id": name, "gross_amount": amount, "currency": "IDR"}
    return json.dumps({"payment_type": "qris", "transaction_details": details})


def create(key, name="order"):
    headers = {"Content-Type": "application/json", "Idempotency-Key": key, **BEARER}
    return request("POST", PAYMENTS + "/v2/transactions", order(name), headers)


def raises(fault, work):
    try:
        work()
    except fault:
        return
    raise AssertionError(f"no {fault.__name__}")


def raw(text):
    """Sends bytes and returns all that comes back until the end of the connection."""
    with socket.create_connection(ADDRESS, timeout=20) as connection:
        connection.sendall(text)
        connection.shutdown(socket.SHUT_WR)
        reply = b""
        while part := connection.recv(65536):
            reply += part
        return reply


def payments():
    status, headers, body = create("first")
    assert status == 201 and headers["Content-Type"] == "application/json", body
    created = json.loads(body)["data"]
    identifier = created["transaction"]["id"]
    assert created["actions"][0]["url"] == f"http://{HOST}/transactions/{identifier}/qr-code"
    with tempfile.NamedTemporaryFile(suffix=".png") as picture:
        status, headers, body = request("GET", f"/transactions/{identifier}/qr-code", None, BEARER)
        assert status == 200 and headers["Content-Type"] == "image/png"
        picture.write(body)
        picture.flush()
        read = subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", picture.name], capture_output=True, check=True)
        assert read.stdout.decode().strip() == created["transaction"]["qris_string"]
    assert control("pay", id=identifier)["status"] == "settlement"
    found = json.loads(request("GET", f"{PAYMENTS}/v1/transactions/{identifier}", None, BEARER)[2])
    assert found["data"]["transaction"]["status"] == "settlement"


def faults():
    where = {"method": "POST", "path": "/integrations/payment"}
    for when, count in ("before", 0), ("after", 1):
        control("reset")
        BEARER["Authorization"] = "Bearer " + token()
        control("faults", effect="drop", when=when, **where)
        raises(http.client.RemoteDisconnected, lambda: create("dropped"))
        assert len(transactions()) == count
        assert create("dropped")[0] == 201 and len(transactions()) == 1
    whole = create("dropped")[2]
    control("faults", effect="cut_reply", **where)
    raises(http.client.IncompleteRead, lambda: create("dropped"))
    control("faults", effect="cut_json", **where)
    assert create("dropped")[2] == whole[: len(whole) // 2]
    for effect in "latency", "slow_body":
        control("faults", effect=effect, milliseconds=400, **where)
        start = time.monotonic()
        assert create("dropped")[2] == whole
        assert time.monotonic() - start >= 0.4
    control("faults", effect="status", status=429, retry_after=3, **where)
    status, headers, _ = create("dropped")
    assert status == 429 and headers["Retry-After"] == "3"
    control("faults", effect="html", **where)
    status, headers, body = create("dropped")
    assert status == 502 and headers["Content-Type"] == "text/html" and b"<html>" in body
    assert len(transactions()) == 1


def at_once():
    before = len(transactions())
    bodies = []
    threads = [threading.Thread(target=lambda: bodies.append(create("same")[2])) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bodies) == 20 and len(set(bodies)) == 1 and len(transactions()) == before + 1


def kept_connections():
    """One used connection: without TCP_NODELAY every reply but the first would take 40 ms."""
    connection = http.client.HTTPConnection(HOST, timeout=20)
    times = []
    for _ in range(50):
        start = time.monotonic()
        connection.request("GET", "/_sandbox/state")
        connection.getresponse().read()
        times.append(time.monotonic() - start)
    assert min(times[1:]) < 0.03, times


def wire():
    get = f"GET /_sandbox/state HTTP/1.1\r\nHost: {HOST}\r\n".encode()
    assert raw(get + b"\r\n" + get + b"Connection: close\r\n\r\n").count(b"HTTP/1.1 200 OK") == 2
    post = f"POST /_sandbox/clock/advance HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n".encode()
    chunks = b"5\r\n{\"sec\r\n9;x=y\r\nonds\": 1}\r\n0\r\nTrailer: t\r\n\r\n"
    assert raw(post + b"Transfer-Encoding: chunked\r\n\r\n" + chunks).startswith(b"HTTP/1.1 200")
    with socket.create_connection(ADDRESS, timeout=20) as slow:
        slow.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in post + b"Content-Length: 14\r\n\r\n{\"seconds\": 1}":
            slow.sendall(bytes([byte]))
        assert slow.recv(65536).startswith(b"HTTP/1.1 200")
    waiting = raw(post + b"Content-Length: 13\r\nExpect: 100-continue\r\n\r\n")
    assert waiting.startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
    head = raw(get.replace(b"GET", b"HEAD") + b"Connection: close\r\n\r\n")
    assert head.endswith(b"\r\n\r\n")
    for text, status in [
        (b"GARBAGE\r\n\r\n", 400),
        (get.replace(b"1.1", b"2.0") + b"\r\n", 505),
        (b"GET /_sandbox/state HTTP/1.1\r\n\r\n", 400),
        (get + b"no colon\r\n\r\n", 400),
        (get + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n", 400),
        (get + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (get + b"Content-Length: -2\r\n\r\n", 400),
        (get + b"Content-Length: 9999999\r\n\r\n", 413),
        (post + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (post + b"Transfer-Encoding: chunked\r\n\r\n200000\r\n", 413),
        (get + b"X: " + b"y" * 70000 + b"\r\n\r\n", 431),
        (get + f"Host: {HOST}\r\n\r\n".encode(), 400),
        (get + b"X: a\x00b\r\n\r\n", 400),
        (get + b"X: a\rb\r\n\r\n", 400),
        (post + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (post + b"Transfer-Encoding: chunked\r\n\r\n+13\r\n", 400),
        (get.replace(HOST.encode(), b"evil.example") + b"Connection: close\r\n\r\n", 403),
        (post + b"Origin: http://evil.example\r\nContent-Length: 2\r\n\r\n{}", 403),
        (post + b"Origin: null\r\nContent-Length: 2\r\n\r\n{}", 403),
    ]:
        reply = raw(text)
        assert reply.startswith(b"HTTP/1.1 %d " % status), (text[:80], reply[:80])


for test in payments, faults, at_once, kept_connections, wire:
    test()
    print(test.__name__, "ok")
