"""Creates a link, pays it and receives its webhook, against `paylink sandbox`. It needs only the
standard library.

    cargo build -p paylink-cli
    pip install pytest && pytest examples/python

`PAYLINK` names the command if it is not in target/debug.
"""

import hashlib
import hmac
import http.server
import json
import os
import pathlib
import queue
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAYLINK = os.environ.get("PAYLINK", str(ROOT / "target/debug/paylink"))


@pytest.fixture(scope="session")
def sandbox():
    """One sandbox for all tests: it starts in milliseconds and is reset between them."""
    with subprocess.Popen([PAYLINK, "sandbox", "--json"], stdout=subprocess.PIPE, text=True) as process:
        yield json.loads(process.stdout.readline())
        process.terminate()


@pytest.fixture
def receiver():
    """A server that keeps the webhooks that it gets."""
    received = queue.Queue()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            received.put((dict(self.headers.items()), body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", received
    server.shutdown()
    server.server_close()


def call(method, url, body=None, headers=()):
    """Returns an answer's JSON. The addresses are local: no proxy of the environment is used."""
    request = urllib.request.Request(url, method=method, headers=dict(headers))
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("content-type", "application/json")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        return json.loads(answer.read())


def make(meum):
    return call("POST", meum["base_url"] + "/v1/payment-links",
                {"title": "Two tickets", "amount_mode": "fixed_amount", "amount": "25.00"},
                {"authorization": "Bearer " + meum["env"]["MEUM_API_KEY"]})


def test_a_link_is_paid_and_the_webhook_is_signed(sandbox, receiver):
    meum = sandbox["meum"]
    admin = meum["admin_url"].removesuffix("meum/")
    url, received = receiver
    call("POST", admin + "reset", {})
    call("POST", admin + "webhooks", {"provider": "meum", "url": url})

    link = make(meum)
    # As a browser does with the button of the page at the link's address.
    form = urllib.parse.urlencode({"action": "pay"}).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(link["public_url"], data=form, timeout=30) as page:
        assert page.status == 200

    headers, body = received.get(timeout=30)
    headers = {name.lower(): value for name, value in headers.items()}
    signed = headers["x-stablecoin-timestamp"].encode() + b"." + body
    expected = hmac.new(meum["webhook_secret"].encode(), signed, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(headers["x-stablecoin-signature"], "v1=" + expected)
    event = json.loads(body)
    assert event["type"] == "invoice.paid"
    assert event["data"]["payment_link"]["id"] == link["id"]

    ledger = call("GET", admin + "requests?provider=meum&operation=createPaymentLink&at_least=1&timeout=5")
    assert ledger["count"] == 1


def test_a_reset_forgets_links_and_requests(sandbox):
    meum = sandbox["meum"]
    admin = meum["admin_url"].removesuffix("meum/")
    make(meum)
    call("POST", admin + "reset", {})
    assert call("GET", meum["admin_url"] + "links") == {"links": []}
    assert call("GET", admin + "requests?provider=meum")["count"] == 0


def test_a_lost_answer_is_found_in_the_ledger(sandbox):
    """The request arrives, the answer does not: what the code under test must be ready for."""
    meum = sandbox["meum"]
    admin = meum["admin_url"].removesuffix("meum/")
    call("POST", admin + "reset", {})
    call("POST", admin + "faults", {"fault": "reset", "moment": "after", "provider": "meum", "times": 1})
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        make(meum)
    assert len(call("GET", meum["admin_url"] + "links")["links"]) == 1
