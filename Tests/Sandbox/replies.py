# Runs `qris pay` against a server whose replies are wrong, odd or late, once for people and once with --json: both must
# come to the same end. Called with the tool.
# SPDX-License-Identifier: Apache-2.0

import binascii
import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

TOOL = sys.argv[1]
OUTLET, ORDER, AMOUNT, ID = "G000012345", "order-1", 12500, "71839e9c-944b-40ce-bd31-8a76db666f36"
TOKEN = "tok-5f0c1d77"
FOLDER = tempfile.TemporaryDirectory()
count = [0]


def code(*objects):
    """A QRIS payload, its CRC by Python's own function."""
    text = "000201010212" + "26610014COM.GO-JEK.WWW01189360091430000000010210G0000000010303UMI" \
        + "51440014ID.CO.QRIS.WWW0215ID10200000000070303UMI520458125303360" + "".join(objects) \
        + "5802ID5913Warung Contoh6007Jakarta6105101106304"
    return text + f"{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


RIGHT = code("540512500")


def detail(status="pending", text=RIGHT, order=ORDER, amount=AMOUNT, settled=None, name=ID, success=True, created=None):
    created = created or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return json.dumps({
        "success": success,
        "data": {
            "outlet": {"id": OUTLET, "pop_id": "p"},
            "transaction": {
                "id": name, "payment_type": "qris", "status": status, "qris_string": text, "order_id": order,
                "gross_amount": amount, "currency": "IDR", "created_at": created, "settlement_at": settled},
            "actions": []}})


class Server(http.server.ThreadingHTTPServer):
    """Replies to POST and GET by two lists of (status, body) or of seconds to wait; the last one stays."""
    daemon_threads = True

    def __init__(self, posts, gets):
        self.lists = {"POST": list(posts), "GET": list(gets)}
        self.keys = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/oauth2/token":
            return self.send(200, json.dumps({"access_token": TOKEN, "expires_in": "3600"}))
        self.server.keys.append(self.headers["Idempotency-Key"])
        self.answer("POST")

    def do_GET(self):
        self.answer("GET")

    def answer(self, method):
        replies = self.server.lists[method]
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if not isinstance(reply, tuple):
            time.sleep(reply)
            self.close_connection = True
            return
        self.send(*reply)

    def send(self, status, text):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *arguments):
        pass


def pay(server, journal, *more, wait=4, action=None):
    arguments = [TOOL, "pay", "--sandbox", "--port", str(server.server_port), "--outlet", OUTLET, "--order", ORDER,
                 "--amount", str(AMOUNT), "--journal", journal, "--wait", str(wait), *more]
    till = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if action:
        action(till)
    output, errors = till.communicate(timeout=60)
    return till.returncode, output.decode(), errors.decode()


def journal():
    count[0] += 1
    return os.path.join(FOLDER.name, f"{count[0]}.journal")


def case(name, status, posts, gets, *, draws=False, says=(), hides=(), more=(), **options):
    """Plain and --json end with the same status and hand the same code out, or none."""
    for form in ([], ["--json"]):
        server = Server(posts, gets)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        path = journal()
        try:
            result, output, errors = pay(server, path, *more, *form, **options)
        finally:
            server.shutdown()
            server.server_close()
        told = f"{name} {form}: status {result}\n{output}{errors}"
        assert result == status, told
        handed = RIGHT in output if form else "\u2580" in output
        assert handed == draws, told
        if form:
            lines = [json.loads(line) for line in output.splitlines()]
            assert draws or not any((line.get("transaction") or {}).get("qris_string") for line in lines), told
            if not (status == 0 or draws):
                assert "error" in lines[-1] or not lines[-1]["transaction"]["status_known"], told
        assert ("Paid" in output) == (status == 0 and not form), told
        for text in says:
            assert text in errors, (text, told)
            if form and "error" in lines[-1]:
                assert text in json.dumps(lines[-1]), (text, told)
        for text in [*hides, TOKEN]:
            assert text not in output + errors, (text, told)


def fresh(**fields):
    return (201, detail(**fields))


def now(**fields):
    return (200, detail(**fields))


def codes():
    paid = [now(status="settlement", settled="2026-01-02T03:04:05Z")]
    case("a right code", 0, [fresh()], [now(), *paid], draws=True)
    case("a right code, paid at once", 0, [fresh()], paid, draws=True)
    wrong = {
        "another amount": code("5406122.00"), "a fee": code("540512500", "550203", "57035.0"),
        "a fixed fee": code("540512500", "550202", "5603500"), "a tip that is asked for": code("540512500", "550201"),
        "no amount": code(), "another currency": RIGHT.replace("5303360", "5303840"), "a wrong CRC": RIGHT[:-4] + "0000",
        "no text": "", "another text": "hello",
    }
    for name, text in wrong.items():
        case(name, 2, [fresh(text=text)], [now(text=text), *paid], hides=[text] if text else [])
    for name, fields in {
        "another order": {"order": "order-2"}, "an order that looks alike": {"order": "ord\u0435r-1"},
        "another amount": {"amount": AMOUNT + 1}, "no amount": {"amount": None},
    }.items():
        case(name, 2, [fresh(**fields)], [now(**fields)], hides=[RIGHT], says=["not about this sale"])
    huge = 10**13 + AMOUNT
    case("a huge amount", 2, [fresh(amount=huge)], [now(amount=huge)], hides=[RIGHT])
    case("not successful", 2, [fresh(success=False)], paid, hides=[RIGHT], says=["not successful"])
    case("never successful", 2, [fresh()], [now(status="settlement", success=False)], draws=True, says=["not successful"])


def ends():
    for status in ("expire", "cancel", "deny", "failure", "refund"):
        start = time.monotonic()
        case(status, 1, [fresh()], [now(), now(status=status)], draws=True, says=["is over", status, "--again"], wait=60)
        assert time.monotonic() - start < 40, status
        case(f"made with {status}", 2, [fresh(status=status)], [now(status=status)], says=["older than this sale"])
    case("made paid", 2, [fresh(status="settlement")], [now(status="settlement")], says=["older than this sale"])
    yesterday = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 86_400))
    case("of yesterday", 2, [fresh(created=yesterday)], [now(status="settlement")], says=["older than this sale"])
    case("an unknown status", 2, [fresh()], [now(status="captured\u202e")], draws=True, says=["captured"],
         hides=["\u202e"])
    case("an unknown status at once", 2, [fresh(status="captured")], [now(status="captured")], says=["not known to this"])
    case("an unknown status, then paid", 0, [fresh()], [now(status="captured"), now(status="settlement")], draws=True)


def refusals():
    def problem(status, message):
        return status, json.dumps({"success": False, "errors": [{"message_title": "Bad", "message": message}]})

    case("a refusal", 1, [problem(400, f"no such thing {TOKEN}")], [now()], says=["Bad", "no such thing ***"])
    case("a refusal after an unclear attempt", 2, [0, problem(400, "no such thing")], [now()],
         says=["no such thing", "--forget"], wait=20)
    case("a name twice", 2, [(201, '{"success":true,"success":true,' + detail()[1:])], [now()])
    start = time.monotonic()
    case("no data", 2, [(200, '{"success":true}')], [now()], wait=60)
    assert time.monotonic() - start < 20
    start = time.monotonic()
    case("no reply", 2, [30], [now()], wait=0, says=["goes on"])
    assert time.monotonic() - start < 40


def once():
    """One transaction never pays for two sales of a journal, and a lost reply leads back to the sale's own."""
    server = Server([fresh()], [now(), now(status="settlement")])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = journal()
    assert pay(server, path)[0] == 0
    result, output, errors = pay(server, path)
    assert result == 1 and output == "" and "was paid already" in errors, errors
    # The server gives the old transaction for the new key.
    server.lists = {"POST": [fresh()], "GET": [now(), now(status="settlement")]}
    for form in ([], ["--json"]):
        for again in (["--again"], []):
            result, output, errors = pay(server, path, *again, *form)
            assert result == 2 and RIGHT not in output and "for another sale" in errors, (result, output, errors)
    assert len(set(server.keys)) == 2, server.keys
    # The first reply is lost with the till.
    path = journal()
    server.keys.clear()
    server.lists = {"POST": [8, fresh()], "GET": [now(), now(status="settlement")]}
    result = pay(server, path, action=lambda till: (time.sleep(3), till.kill()))
    assert result[0] == -signal.SIGKILL, result
    assert pay(server, path)[0] == 0
    assert len(server.keys) >= 1 and len(set(server.keys)) == 1, server.keys
    # Stopped by hand: what to do is said, and the same command goes on.
    path = journal()
    server.lists = {"POST": [fresh()], "GET": [now()]}
    for form in ([], ["--json"]):
        result, output, errors = pay(
            server, path, *form, wait=60, action=lambda till: (time.sleep(3), till.send_signal(signal.SIGINT)))
        assert result == 2 and "same command" in errors and ORDER in errors and "--forget" in errors, errors
    # A sale is one command's at a time, so that one code does not serve two customers.
    def second(till):
        while not (other := pay(server, path, wait=0))[2].count("another command has the journal"):
            assert other[0] == 2, other
        assert other[0] == 2 and other[1] == "" and "--journal" in other[2], other
        server.lists["GET"] = [now(status="settlement")]

    assert pay(server, path, wait=60, action=second)[0] == 0
    assert pay(server, path)[0] == 1
    server.shutdown()


for part in (codes, ends, refusals, once):
    part()
    print(part.__name__, "ok", flush=True)
