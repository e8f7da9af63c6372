# Uses the page of `qris sandbox` in headless Chromium, driven by WebDriver. Called with the sandbox's address.
# SPDX-License-Identifier: Apache-2.0

import base64
import json
import signal
import subprocess
import sys
import time
import urllib.request

SANDBOX = sys.argv[1]

# Whoever started this may have left SIGTERM blocked; the browser must not outlive the test.
signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})

HOSTILE = '<img src=x onerror="document.title=1">&"\''


def call(method, url, body=None, headers={}):
    data = None if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=60) as reply:
        return json.loads(reply.read())


def create(key, order, amount):
    secret = base64.b64encode(b"sandbox:sandbox").decode()
    form = "grant_type=client_credentials&scope=payment:transaction:write"
    token = call("POST", SANDBOX + "/oauth2/token", form, {"Authorization": "Basic " + secret})["access_token"]
    headers = {"Content-Type": "application/json", "Idempotency-Key": key, "Authorization": "Bearer " + token}
    body = {
        "payment_type": "qris",
        "transaction_details": {"order_id": order, "gross_amount": amount, "currency": "IDR"},
    }
    path = "/integrations/payment/outlets/G000012345/v2/transactions"
    return call("POST", SANDBOX + path, body, headers)["data"]["transaction"]["id"]


class Browser:
    """A Chromium that does what WebDriver tells it."""

    def __enter__(self):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                port = line.rstrip(".\n").split()[-1]
                break
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1240,1000"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self.base = f"http://127.0.0.1:{port}/session"
        session = call("POST", self.base, {"capabilities": {"alwaysMatch": wanted}})["value"]["sessionId"]
        self.base += "/" + session
        return self

    def __exit__(self, *_):
        try:
            call("DELETE", self.base)
        finally:
            self.driver.kill()
            self.driver.wait()

    def post(self, path, **body):
        return call("POST", f"{self.base}/{path}", body)["value"]

    def run(self, script):
        return self.post("execute/sync", script="return " + script, args=[])

    def wait_for(self, script, expected):
        end = time.monotonic() + 30
        while (value := self.run(script)) != expected:
            assert time.monotonic() < end, (script, value)
            time.sleep(0.1)

    def element(self, css):
        return next(iter(self.post("element", using="css selector", value=css).values()))

    def click(self, css):
        self.post(f"element/{self.element(css)}/click")

    def type(self, css, text):
        self.post(f"element/{self.element(css)}/value", text=text)


CARD = "document.querySelector('#transactions li:nth-child({}) .{}')"
first = create("a", HOSTILE, 1250000)

with Browser() as browser:
    browser.post("url", url=SANDBOX + "/")
    browser.wait_for(CARD.format(1, "status") + "?.textContent", "pending")
    assert browser.run(CARD.format(1, "order") + ".textContent") == HOSTILE
    assert browser.run(CARD.format(1, "money") + ".textContent") == "Rp 1.250.000"
    browser.wait_for(CARD.format(1, "picture") + ".naturalWidth > 0", True)
    # A phone reads it off the screen: four pixels per module, of at most 85 modules here with the quiet zone.
    width = browser.run(CARD.format(1, "picture") + ".getBoundingClientRect().width")
    assert width >= 4 * 73 and width % 4 == 0, width
    # Nothing is cut off.
    assert browser.run("(e => e.scrollWidth <= e.clientWidth)(document.getElementById('example'))")
    assert browser.run("document.documentElement.scrollWidth <= window.innerWidth")

    # A new one comes first by itself.
    second = create("b", "order-2", 500)
    browser.wait_for("document.querySelectorAll('#transactions li').length", 2)
    assert browser.run(CARD.format(1, "id") + ".textContent") == second

    # Paying with the mouse, then with the keyboard.
    browser.click("#transactions li:nth-child(2) .pay")
    browser.wait_for(CARD.format(2, "status") + ".textContent", "settlement")
    assert "settlement" in browser.run("document.getElementById('news').textContent")
    browser.run(CARD.format(1, "pay") + ".focus()")
    browser.type("#transactions li:nth-child(1) .pay", "\ue007")
    browser.wait_for(CARD.format(1, "status") + ".textContent", "settlement")
    found = call("GET", SANDBOX + "/_sandbox/transactions")["transactions"]
    assert [(item["id"], item["status"]) for item in found] == [(second, "settlement"), (first, "settlement")]

    # Expired and paid late.
    create("c", "order-3", 700)
    browser.wait_for(CARD.format(1, "order") + ".textContent", "order-3")
    browser.click("#transactions li:nth-child(1) .expire")
    browser.wait_for(CARD.format(1, "status") + ".textContent", "expire")
    assert browser.run(CARD.format(1, "pay") + ".textContent") == "Pay late"
    browser.click("#transactions li:nth-child(1) .pay")
    browser.wait_for(CARD.format(1, "status") + ".textContent", "settlement")

    # The example on the page, as a developer would paste it.
    example = browser.run("document.getElementById('example').textContent")
    printed = subprocess.run(["bash", "-eu", "-c", example], capture_output=True, text=True, check=True).stdout
    pasted = json.loads(printed)["data"]["transaction"]
    browser.wait_for(CARD.format(1, "id") + ".textContent", pasted["id"])

    # Clock and faults.
    browser.click("#advance")
    end = time.monotonic() + 30
    while call("GET", SANDBOX + "/_sandbox/state")["advanced_seconds"] != 3600:
        assert time.monotonic() < end
    browser.click("#add-fault")
    browser.wait_for("document.querySelectorAll('#faults li').length", 1)
    fault = call("GET", SANDBOX + "/_sandbox/faults")["faults"][0]
    assert (fault["effect"], fault["when"], fault["method"]) == ("drop", "after", "POST"), fault
    browser.click("#faults button")
    browser.wait_for("document.querySelectorAll('#faults li').length", 0)

    # Everything has a name, nothing came from elsewhere, nothing was blocked, nothing ran that should not.
    assert browser.run("[...document.querySelectorAll('input, select')].every(e => e.labels.length === 1)")
    assert browser.run("[...document.querySelectorAll('button, a')].every(e => e.textContent.trim() || e.querySelector('img').alt)")
    assert browser.run("performance.getEntriesByType('resource').every(e => e.name.startsWith(location.origin))")
    assert browser.run("document.title") == "GoBiz sandbox"
    log = browser.post("se/log", type="browser")
    assert log == [], log

print("ok")
