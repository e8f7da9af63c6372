# Receives the notifications of `qris sandbox` and checks their signature. Called with the sandbox's address.
# SPDX-License-Identifier: Apache-2.0

import base64
import hashlib
import hmac
import http.server
import json
import queue
import sys
import threading
import time
import urllib.request

SANDBOX = sys.argv[1]
SECRET = b"sandbox-notification-secret"
received = queue.Queue()
statuses = [503, 204]


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        received.put((self.path, dict(self.headers), body))
        self.send_response(statuses.pop(0))
        self.end_headers()

    def log_message(self, *_):
        pass


def call(path, body, headers={}):
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    request = urllib.request.Request(SANDBOX + path, data, headers, method="POST")
    with urllib.request.urlopen(request, timeout=20) as reply:
        return json.loads(reply.read())


server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
secret = base64.b64encode(b"sandbox:sandbox").decode()
form = "grant_type=client_credentials&scope=payment:transaction:write+partner:outlet:write+partner:outlet:read"
token = call("/oauth2/token", form, {"Authorization": "Basic " + secret})["access_token"]
headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json", "Idempotency-Key": "key"}
hook = f"http://localhost:{server.server_port}/hook?till=1"
wish = {"event": "payment.transaction.settlement", "url": hook, "active": True}
call("/integrations/partner/v1/notification-subscriptions", wish, headers)
details = {"order_id": "order", "gross_amount": 3000, "currency": "IDR"}
order = {"payment_type": "qris", "transaction_details": details}
created = call("/integrations/payment/outlets/G000012345/v2/transactions", order, headers)["data"]["transaction"]
call("/_sandbox/pay", {"id": created["id"]})

for attempt in range(2):
    path, fields, body = received.get(timeout=20)
    assert path == "/hook?till=1" and fields["Content-Type"] == "application/json"
    assert hmac.compare_digest(fields["X-Go-Signature"], hmac.new(SECRET, body, hashlib.sha256).hexdigest())
    assert json.loads(body)["body"]["transaction"]["id"] == created["id"]
    if attempt == 0:
        time.sleep(0.6)
        assert received.empty()
        call("/_sandbox/clock/advance", {"seconds": 120})

end = time.monotonic() + 20
log = urllib.request.Request(f"{SANDBOX}/integrations/partner/notifications?entity_id={created['id']}", headers=headers)
while True:
    with urllib.request.urlopen(log, timeout=20) as reply:
        entry = json.loads(reply.read())["data"]["notifications"][0]
    if entry["delivery_status"] == "delivered":
        break
    assert time.monotonic() < end, entry
assert [attempt["status"] for attempt in entry["history"]] == [503, 204]
print("ok")
