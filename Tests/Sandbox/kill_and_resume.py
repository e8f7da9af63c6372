# Two tills run `qris pay` against `qris sandbox` over TCP, are killed again and again, and go on: every order ends with
# one transaction, and the till knows that it is paid. Called with the sandbox's address and the tool.
# SPDX-License-Identifier: Apache-2.0

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ADDRESS, TOOL = sys.argv[1], sys.argv[2]
ORDERS = 30  # each till's
LIVES = 60  # an order's, at the most
SERVER = ["--sandbox", "--port", ADDRESS.rsplit(":", 1)[1], "--outlet", "G000012345"]
deaths = [0]


def control(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{ADDRESS}/_sandbox/{path}", data, timeout=20) as reply:
        return json.loads(reply.read())


def transactions(order):
    return [found for found in control("transactions")["transactions"] if found["order_id"] == order]


def live(arguments, lifetime):
    """Runs the till; kills it after a lifetime in seconds, if there is one. Returns its exit status and output."""
    till = subprocess.Popen(
        [TOOL, "pay", *SERVER, "--wait", "0", "--json", *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    killer = threading.Timer(lifetime, till.kill) if lifetime is not None else None
    if killer:
        killer.start()
    output, _ = till.communicate(timeout=120)
    if killer:
        killer.cancel()
    if till.returncode == -signal.SIGKILL:
        deaths[0] += 1
    return till.returncode, output


def sell(order, journal, chance):
    """Takes one payment in as many lives as it needs; the customer pays as soon as there is a code."""
    first = ["--journal", journal, "--order", order, "--amount", "12500"]
    for life in range(LIVES):
        lifetime = chance.uniform(0.0, 0.08) if life < 6 else None
        again = os.path.exists(journal) and chance.random() < 0.5 and transactions(order)
        _, output = live(["--journal", journal, "--resume"] if again else first, lifetime)
        for found in transactions(order):
            if found["status"] == "pending":
                control("pay", {"id": found["id"]})
        # What was told counts, whether the till saw it happen or finds that it happened while it was dead.
        lines = [json.loads(line) for line in output.splitlines(True) if line.endswith(b"\n")]
        told = [line["transaction"] for line in lines if "transaction" in line]
        paid = [one for one in told if one["order_id"] == order and one["status"] == "settlement"]
        if paid:
            return paid
    raise AssertionError(f"{order} has no end")


def till(number, problems):
    try:
        chance = random.Random(number)
        with tempfile.TemporaryDirectory() as folder:
            journal = os.path.join(folder, "payments.journal")
            for index in range(ORDERS):
                order = f"till-{number}-{index}"
                told = sell(order, journal, chance)
                found = transactions(order)
                assert len(found) == 1, (order, found)
                assert found[0]["status"] == "settlement", found
                assert [one["id"] for one in told] == [found[0]["id"]], (told, found)
                assert told[0]["status"] == "settlement", told
            live(["--journal", journal, "--resume"], None)
            status, left = live(["--journal", journal, "--resume"], None)
            assert (status, left) == (0, b""), left
    except Exception as problem:
        problems.append(repr(problem))


def main():
    # The network fails as well, now and then, before and after the sandbox has acted.
    for when in ("before", "after"):
        control("faults", {
            "effect": "drop", "when": when, "path": "/integrations", "probability": 0.2, "seed": 1, "count": 100})
    problems = []
    tills = [threading.Thread(target=till, args=(number, problems)) for number in range(2)]
    for one in tills:
        one.start()
    for one in tills:
        one.join()
    assert not problems, problems
    assert len(control("transactions")["transactions"]) == 2 * ORDERS
    assert deaths[0] >= ORDERS, f"only {deaths[0]} deaths"
    print(f"{2 * ORDERS} orders, {deaths[0]} kills")


main()
