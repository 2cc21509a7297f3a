#!/usr/bin/env python3
"""What a create costs with each client, beside the same call written by hand, bare hyper and async-stripe.

    python3 bench/costs.py              creates: processor time, waiting, memory
    python3 bench/costs.py --builds 3   also clean builds of one small program a crate, three times

Whole programs are measured on loopback, each against a server process of its own. They take turns of
250 creates, so that a machine whose speed drifts favours none of them, and every second round runs in
the opposite order. Figures are medians over the rounds; ratios are ratios of medians of one run.

Needs Linux (the programs read /proc and getrusage) and Python 3.8. docs/costs.md says what the figures mean.
"""

import argparse
import json
import pathlib
import resource
import shutil
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "target/bench"
MANIFEST = "bench/Cargo.toml"
TURN = 250
WARM_UP = 1000

# Provider: the fixture that its server answers with, and the fixture of its token exchange.
PROVIDERS = {
    "costplus": ("create-created", None),
    "invoicing": ("create-201", None),
    "meum": ("create-fixed", None),
    "paywint": ("create-done", None),
    "pinelabs": ("create-small", "token-expires-in"),
}
CLEAN_BUILD_AT_MOST = 1.25


def cargo(*words, **options):
    return subprocess.run(["cargo", *words], cwd=ROOT, check=True, text=True, **options)


def build(package):
    """Each package by its own command, so that no feature of one reaches another."""
    cargo("build", "--quiet", "--release", "--offline", "--manifest-path", MANIFEST,
          "--target-dir", TARGET, "--package", package)


def fixture(provider, name):
    return ROOT / "fixtures" / provider / "responses" / f"{name}.json"


class Subject:
    def __init__(self, name, program, words=(), answer=None, token=None):
        self.name, self.program, self.words = name, program, list(words)
        self.answer, self.token = answer, token


def subjects():
    for provider, (answer, token) in PROVIDERS.items():
        answer = fixture(provider, answer)
        token = token and fixture(provider, token)
        yield Subject(f"{provider} by hand", "by-hand", [provider], answer, token)
        yield Subject(provider, provider, [], answer, token)
    yield Subject("hyper", "hyper", [], fixture("meum", "create-fixed"))
    yield Subject("async-stripe", "bench-stripe", [], ROOT / "bench/answers/stripe.json")


class Process:
    """A process that is talked with line by line. It ends when its input ends."""

    def __init__(self, program, *words):
        self.name = program
        self.process = subprocess.Popen([TARGET / "release" / program, *map(str, words)], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def line(self):
        line = self.process.stdout.readline().strip()
        if not line:
            raise SystemExit(f"{self.name} ended early")
        return line

    def go_on(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end_input(self):
        self.process.stdin.close()

    def end(self):
        if self.process.wait():
            raise SystemExit(f"{self.name} failed")


class Running:
    """A program between two of its turns, and its server."""

    def __init__(self, subject, creates):
        self.subject, self.creates, self.figures = subject, creates, None
        self.server = Process("bench-server", subject.answer, subject.token or "-")
        address = f"http://127.0.0.1:{self.server.line()}"
        self.program = Process(subject.program, *subject.words, address, creates, 1, TURN)
        self.listen()

    def listen(self):
        line = self.program.line()
        if line != "ready":
            self.figures = json.loads(line)

    def turn(self):
        if self.figures is None:
            self.program.go_on()
            self.listen()

    def stop(self):
        self.program.end_input()
        self.program.end()
        self.server.end_input()
        counted = json.loads(self.server.line())
        self.server.end()
        wanted = self.creates + WARM_UP + bool(self.subject.token)
        if counted["requests"] != wanted:
            raise SystemExit(f"{self.subject.name}: {counted['requests']} requests, not {wanted}")
        return {**self.figures, "bytes": counted["bytes"] / counted["requests"],
                "connections": counted["connections"]}


def measure(everything, creates):
    running = [Running(subject, creates) for subject in everything]
    while any(program.figures is None for program in running):
        for program in running:
            program.turn()
    return {program.subject.name: program.stop() for program in running}


def creates(rounds, number):
    for package in ["bench-server", "paylink-bench", "bench-stripe"]:
        build(package)
    everything, found = list(subjects()), {}
    for count in range(rounds):
        print(f"round {count + 1} of {rounds}", end="\r", flush=True)
        for name, figures in measure(everything, number).items():
            found.setdefault(name, []).append(figures)
        everything.reverse()
    middle = lambda name, figure: statistics.median(round[figure] for round in found[name])

    print("| | CPU, µs a create | against by hand | p50, µs | p99, µs | peak memory, KiB | connections |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for subject in subjects():
        name, hand = subject.name, f"{subject.name} by hand"
        cpu, ratio = middle(name, "create_cpu_ns"), ""
        if hand in found:
            # A call by hand that sends another request is no measure; a time has more or fewer digits.
            if abs(middle(name, "bytes") - middle(hand, "bytes")) > 8:
                raise SystemExit(f"{name} and its call by hand send requests of different sizes")
            ratio = f"{cpu / middle(hand, 'create_cpu_ns'):.2f}"
        print(f"| {name} | {cpu / 1000:.1f} | {ratio} | {middle(name, 'p50_ns') / 1000:.1f} "
              f"| {middle(name, 'p99_ns') / 1000:.0f} | {middle(name, 'peak_kib'):,.0f} "
              f"| {middle(name, 'connections'):.0f} |")


def clean_build(program):
    """Seconds of `cargo build` in an empty target folder, and the processor time of it."""
    target = TARGET / "clean"
    shutil.rmtree(target, ignore_errors=True)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    cargo("build", "--quiet", "--offline", "--manifest-path", MANIFEST, "--target-dir", target,
          "--package", f"program-{program}")
    seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    shutil.rmtree(target)
    return seconds, (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def builds(rounds):
    programs, found = ["reqwest", *PROVIDERS], {}
    for _ in range(rounds):
        for program in programs:
            print(f"clean build of {program}", end="        \r", flush=True)
            found.setdefault(program, []).append(clean_build(program))
        programs.reverse()
    seconds = {name: statistics.median(time for time, _ in times) for name, times in found.items()}
    cpu = {name: statistics.median(time for _, time in times) for name, times in found.items()}
    print("| | clean build, s | its CPU, s | against reqwest, serde and serde_json alone |")
    print("|---|---:|---:|---:|")
    for name in ["reqwest", *PROVIDERS]:
        print(f"| {name} | {seconds[name]:.1f} | {cpu[name]:.1f} | {cpu[name] / cpu['reqwest']:.2f} |")
    late = [name for name in PROVIDERS if cpu[name] > CLEAN_BUILD_AT_MOST * cpu["reqwest"]]
    if late:
        raise SystemExit(f"a clean build takes more than {CLEAN_BUILD_AT_MOST} times: {', '.join(late)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=21, help="rounds of creates; 0 for none")
    parser.add_argument("--creates", type=int, default=1000, help="creates of each program in a round")
    parser.add_argument("--builds", type=int, default=0, metavar="ROUNDS",
                        help="also rounds of six clean builds, a minute each")
    options = parser.parse_args()
    cargo("fetch", "--manifest-path", MANIFEST)
    if options.rounds:
        creates(options.rounds, options.creates)
    if options.builds:
        builds(options.builds)


if __name__ == "__main__":
    main()
