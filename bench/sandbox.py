#!/usr/bin/env python3
"""What the sandbox takes: creates a second, the time of an answer, and memory for each link.

    python3 bench/sandbox.py                  100,000 links of each provider
    python3 bench/sandbox.py --links 1000000

The release command serves on one core; the program bench/programs/load sends from another one, so
that creates a second are those of one core. Figures are medians of the rounds, with the best round behind
the median, and the load of the machine is printed at both ends: compare figures of a quiet machine.

Needs Linux with two cores, taskset and Python 3.9. docs/costs.md says what the figures mean.
"""

import argparse
import base64
import contextlib
import hashlib
import hmac
import json
import os
import pathlib
import statistics
import subprocess
import sys
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAYLINK = ROOT / "target/release/paylink"
TARGET = ROOT / "target/bench"
LOAD = TARGET / "release/bench-load"
CONNECTIONS = 64
IDLE = 1_000
USER = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
LIMITS = {"creates/s of one core": "20,000 or more", "p99 ms": "10 or less",
          "p99 ms with 1,000 idle": "10 or less", "bytes a link": "512 or less"}


def build():
    cargo = ["cargo", "build", "--quiet", "--release", "--locked"]
    subprocess.run([*cargo, "--package", "paylink-cli"], cwd=ROOT, check=True)
    subprocess.run([*cargo, "--package", "bench-load", "--target-dir", TARGET], cwd=ROOT / "bench", check=True)


@contextlib.contextmanager
def sandbox():
    """The process, and where each provider is. Nothing of a request is kept: what grows is links."""
    words = ["taskset", "-c", "0", PAYLINK, "sandbox", "--json", "--keep-requests", "0", "--seed", "7"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.pid, json.loads(process.stdout.readline())
        finally:
            process.terminate()


def post(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        return json.load(answer)


def create(provider, place):
    """Path, headers and body of a create of usual size, and the status of success. `{n}` is its number."""
    env = place["env"]
    base = urllib.parse.urlparse(place["base_url"]).path.rstrip("/")
    if provider == "paywint":
        path = f"{base}/api/platform/payment/create-payment-link/{USER}"
        body = '{"amount":25.00,"description":"Order","invoice_number":"order-1001"}'
        parts = "POST" + path + hashlib.sha256(body.encode()).hexdigest()
        signature = hmac.new(env["PAYWINT_SECRET_KEY"].encode(), parts.encode(), hashlib.sha256).hexdigest()
        headers = [("x-platform-id", env["PAYWINT_PLATFORM_ID"]), ("x-signature", signature)]
        return path, headers, body, "200"
    if provider == "pinelabs":
        token = post(place["base_url"].rstrip("/") + "/api/auth/v1/token",
                     {"client_id": env["PINELABS_CLIENT_ID"], "client_secret": env["PINELABS_CLIENT_SECRET"],
                      "grant_type": "client_credentials"})["access_token"]
        body = ('{"amount":{"value":2500,"currency":"INR"},"merchant_payment_link_reference":"order-{n}",'
                '"description":"Order {n}","customer":{"email_id":"payer@example.com","first_name":"Ada"}}')
        return f"{base}/api/pay/v1/paymentlink", [("authorization", f"Bearer {token}")], body, "201"
    if provider in ("meum", "meum without keys"):
        headers = [("authorization", f"Bearer {env['MEUM_API_KEY']}")]
        if provider == "meum":
            headers.append(("idempotency-key", "key-{n}"))
        body = '{"title":"Order {n}","description":"Tickets","amount_mode":"fixed_amount","amount":"25.00"}'
        return f"{base}/v1/payment-links", headers, body, "201"
    if provider == "invoicing":
        headers = [("authorization", f"Bearer {env['INVOICING_TOKEN']}")]
        body = '{"paymentProviderId":1,"amountInMajorCurrency":25.00,"description":"Order {n}"}'
        return f"{base}/payment-provider-payment-link", headers, body, "201"
    pair = base64.b64encode(f"{env['COSTPLUS_API_KEY']}:".encode()).decode()
    body = '{"merchant_order_id":"order-{n}","amount":2500,"currency":"EUR","description":"Order {n}"}'
    return f"{base}/paymentlinks/", [("authorization", f"Basic {pair}")], body, "201"


def load(place, call, first, requests, idle=0):
    path, headers, body, status = call
    job = {"address": urllib.parse.urlparse(place["base_url"]).netloc, "connections": CONNECTIONS, "idle": idle,
           "requests": requests, "first": first, "path": path, "headers": headers, "body": body, "status": status}
    words = ["taskset", "-c", "1", LOAD]
    ran = subprocess.run(words, input=json.dumps(job), capture_output=True, text=True, check=False,
                         timeout=900)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def seconds_of(pid):
    """The seconds of a core that a process has used."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith("VmRSS:")]
    return int(line.split()[1]) * 1024


def measure(provider, links):
    with sandbox() as (pid, places):
        place = places[provider.split()[0]]
        call = create(provider, place)
        # What the first requests allocate is not a link's.
        load(place, call, 0, 1_000)
        before, used = memory_of(pid), seconds_of(pid)
        ran = load(place, call, 1_000, links)
        used, grown = seconds_of(pid) - used, memory_of(pid) - before
        idle = load(place, call, 1_000 + links, 20_000, IDLE)
        return {"creates/s of one core": links / used, "creates/s": links / ran["all"] * 1e9,
                "p50 ms": ran["p50"] / 1e6, "p99 ms": ran["p99"] / 1e6, "max ms": ran["slowest"] / 1e6,
                "p99 ms with 1,000 idle": idle["p99"] / 1e6, "bytes a link": grown / links}


def shown(figure):
    return f"{figure:,.1f}" if figure < 100 else f"{figure:,.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--provider", action="append")
    options = parser.parse_args()
    build()
    providers = options.provider or ["paywint", "pinelabs", "meum", "meum without keys", "invoicing", "costplus"]
    print("load at the start:", *os.getloadavg(), file=sys.stderr)
    figures = {provider: [] for provider in providers}
    for _ in range(options.rounds):
        for provider in providers:
            figures[provider].append(measure(provider, options.links))
    names = list(figures[providers[0]][0])
    print("| |", " | ".join(providers), "| limit |")
    print("|---" * (len(providers) + 2) + "|")
    for name in names:
        best = max if name.startswith("creates/s") else min
        values = [[round[name] for round in figures[provider]] for provider in providers]
        cells = [f"{shown(statistics.median(of))} ({shown(best(of))})" for of in values]
        print(f"| {name} |", " | ".join(cells), f"| {LIMITS.get(name, '')} |")
    print("load at the end:", *os.getloadavg(), file=sys.stderr)


if __name__ == "__main__":
    main()
