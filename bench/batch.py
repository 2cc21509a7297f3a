#!/usr/bin/env python3
"""What a batch costs: rows a second, memory, the size of its journal, going on, and the report.

    python3 bench/batch.py                    100,000 rows, and 1,000,000 for memory and going on
    python3 bench/batch.py --rows 20000 --many 100000

The command sends to a sandbox process on the same machine, `synchronous=FULL`. Beside it, a Python
script makes the same creates without a journal, with asyncio and httpx, 16 in flight. Both take turns;
figures are medians, ratios are ratios of medians of one run.

Needs Linux, Python 3.9 and PyPI (httpx, in an environment of its own below target/).
docs/costs.md says what the figures mean.
"""

import argparse
import contextlib
import json
import os
import pathlib
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "target/bench"
PAYLINK = ROOT / "target/release/paylink"
HTTPX = "httpx==0.28.1"
PROVIDERS = ("meum", "costplus")
LIMITS = {"rows/s": 10_000, "times Python": 8, "peak MiB": 64, "more MiB than 10,000 rows": 8,
          "bytes a row beside the request": 500, "s to the first request": 2, "report rows/s": 200_000}

# The same creates by hand: no journal, no checks, amounts as they are in the file.
PYTHON = """
import asyncio, base64, csv, decimal, httpx, sys, time
provider, url, key, path = sys.argv[1:]
rows = csv.DictReader(open(path, newline=""))
async def work(client, turn):
    for row in rows:
        if provider == "meum":
            body = {"title": row["description"], "amount_mode": "fixed_amount", "amount": row["amount"]}
            headers = {"authorization": "Bearer " + key, "idempotency-key": row["reference"]}
        else:
            minor = int(decimal.Decimal(row["amount"]) * 100)
            body = {"amount": minor, "currency": row["currency"], "merchant_order_id": row["reference"],
                    "description": row["description"]}
            headers = {"authorization": "Basic " + base64.b64encode((key + ":").encode()).decode()}
        answer = await client.post(url, json=body, headers=headers)
        assert answer.status_code in (200, 201), answer.text
        answer.json()
async def main():
    async with httpx.AsyncClient(trust_env=False) as client:
        await asyncio.gather(*(work(client, turn) for turn in range(16)))
begun = time.monotonic()
asyncio.run(main())
print(time.monotonic() - begun)
"""
PATHS = {"meum": "/v1/payment-links", "costplus": "/paymentlinks/"}


def build():
    subprocess.run(["cargo", "build", "--quiet", "--release", "--locked", "--package", "paylink-cli"], cwd=ROOT, check=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    environment = TARGET / "python"
    if not (environment / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        subprocess.run([environment / "bin/pip", "install", "--quiet", HTTPX], check=True)
    return environment / "bin/python"


def orders(path, rows, prefix, provider):
    """Meum carries no reference of the shared request: its column is ignored, and the key tells rows apart."""
    with open(path, "w") as file:
        file.write("reference,amount,currency,description\n")
        for row in range(1, rows + 1):
            file.write(f"{prefix}-{row},{row // 100}.{row % 100:02},USD,Order {prefix}-{row}\n")
    return ["--ignore", "reference"] if provider == "meum" else []


@contextlib.contextmanager
def sandbox():
    with subprocess.Popen([PAYLINK, "sandbox", "--json"], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def timed(words, environment, **options):
    """Seconds, the peak of memory in MiB, and standard output."""
    begun = time.monotonic()
    process = subprocess.Popen([str(word) for word in words], env={**os.environ, **environment},
                               stdout=subprocess.PIPE, text=True, **options)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 7), (process.returncode, output)
    return time.monotonic() - begun, usage.ru_maxrss / 1024, output


def run(place, provider, path, more):
    words = [PAYLINK, "batch", "run", path, "--provider", provider, "--base-url", place["base_url"], "--json", *more]
    return timed(words, place["env"])


def speed(python, folder, rows, rounds):
    figures = {}
    for provider in PROVIDERS:
        ours, theirs = [], []
        for turn in range(rounds):
            with sandbox() as places:
                place = places[provider]
                path = folder / f"speed-{provider}-{turn}.csv"
                more = orders(path, rows, f"s{turn}", provider)
                _, _, summary = run(place, provider, path, more)
                summary = json.loads(summary)
                assert summary["created"] == rows, summary
                ours.append(rows / summary["seconds"])
                few = folder / f"python-{provider}-{turn}.csv"
                orders(few, rows // 10, f"p{turn}", provider)
                key = next(iter(place["env"].values()))
                url = place["base_url"].rstrip("/") + PATHS[provider]
                _, _, seconds = timed([python, "-c", PYTHON, provider, url, key, few], {})
                theirs.append(rows / 10 / float(seconds))
        figures[provider] = {"rows/s": statistics.median(ours),
                             "times Python": statistics.median(ours) / statistics.median(theirs)}
    return figures


def size(folder, few, many):
    """Memory at two sizes; the journal; going on with the last thousandth; the report."""
    figures = {}
    with sandbox() as places:
        place = places["costplus"]
        path = folder / "few.csv"
        orders(path, few, "f", "costplus")
        _, small, _ = run(place, "costplus", path, [])
        path = folder / "many.csv"
        orders(path, many, "m", "costplus")
        _, peak, _ = run(place, "costplus", path, ["--first", many - many // 1000])
        journal = pathlib.Path(f"{path}.paylink.db")
        seconds, again, _ = run(place, "costplus", path, ["--first", 1])
        _, _, summary = run(place, "costplus", path, [])
        assert json.loads(summary)["created"] == many, summary
        with contextlib.closing(sqlite3.connect(journal)) as db:
            (request,) = db.execute("SELECT avg(length(request)) FROM row").fetchone()
        bytes_a_row = journal.stat().st_size / many - request
        report = folder / "report.csv"
        took, reporting, _ = timed([PAYLINK, "batch", "report", path, "--output", report], {}, stderr=subprocess.DEVNULL)
        with open(report) as lines:
            assert sum(1 for _ in lines) == many + 1
    figures["peak MiB"] = max(peak, again)
    figures["more MiB than 10,000 rows"] = max(peak, again) - small
    figures["bytes a row beside the request"] = bytes_a_row
    figures["s to the first request"] = seconds
    figures["report rows/s"] = many / took
    figures["report peak MiB"] = reporting
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    python = build()
    with tempfile.TemporaryDirectory(dir=TARGET) as folder:
        folder = pathlib.Path(folder)
        for provider, figures in speed(python, folder, options.rows, options.rounds).items():
            for name, figure in figures.items():
                print(f"{provider:<10} {name:<32} {figure:>12,.1f}   limit {LIMITS[name]:,}")
        for name, figure in size(folder, 10_000, options.many).items():
            limit = f"limit {LIMITS[name]:,}" if name in LIMITS else ""
            print(f"{'batch':<10} {name:<32} {figure:>12,.1f}   {limit}")


if __name__ == "__main__":
    main()
