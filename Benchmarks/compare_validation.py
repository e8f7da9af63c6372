"""Lets validation and its Python peers take turns; prints a table and writes it as JSON.

Run it through Benchmarks/compare-validation.
SPDX-License-Identifier: Apache-2.0
"""

import binascii
import datetime
import importlib.metadata
import json
import logging
import os
import platform
import subprocess
import sys
import time

import qriskit
import uemoa_qrcode.parser
import vietnam_qr_pay.qr_pay
import vietqr_emvco
from konthaina_khqr import decode, verify

SEED = open("../Tests/Samples/gobiz.txt", encoding="ascii").read().strip()
PROGRAM = ".build/release/validation"
ROUNDS = 100
SIZES = [1024, 4096, 16384, 65536]


def by_hand(text):
    """The least that Python code can do: walk the objects, and the checksum in C."""
    objects = {}
    position = 0
    while position < len(text):
        end = position + 4 + int(text[position + 2 : position + 4])
        objects[text[position : position + 2]] = text[position + 4 : end]
        position = end
    if binascii.crc_hqx(text[:-4].encode(), 0xFFFF) != int(objects["63"], 16):
        raise ValueError
    return objects


def check(condition):
    if not condition:
        raise SystemExit("a peer has stopped working")


uemoa = uemoa_qrcode.parser.QRParser()
logging.disable(logging.CRITICAL)

# What each peer does; the first judges a payload by rules, the others read it and check its CRC.
PEERS = {
    "qriskit validate": lambda: check(not [i for i in qriskit.validate(SEED) if i.severity == "error"]),
    "qriskit parse": lambda: check(qriskit.parse(SEED)),
    "konthaina-khqr verify, decode": lambda: check(verify(SEED) and decode(SEED)),
    "uemoa-qrcode-sdk parse": lambda: check(uemoa.parse(SEED)),
    "vietnam-qr-pay parse": lambda: check(vietnam_qr_pay.qr_pay.QRPay(SEED).is_valid),
    "vietqr-emvco verify, parse": lambda: check(
        vietqr_emvco.VietQRParser.verify_checksum(SEED) and vietqr_emvco.VietQRParser.parse(SEED)
    ),
    "Python, crc_hqx of its C library": lambda: check(by_hand(SEED)),
}


class Ours:
    """The program that times ours on request."""

    def __init__(self):
        self.process = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def time(self, case, count):
        self.process.stdin.write(f"{case} {count}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def time_of(peer, count):
    start = time.thread_time_ns()
    for _ in range(count):
        peer()
    return (time.thread_time_ns() - start) / count


def compare(ours):
    """Returns the least time of each contender, a batch at a time in turns."""
    best = {}
    for _ in range(ROUNDS):
        for case in ["P1", "P1-parse"]:
            best[case] = min(best.get(case, float("inf")), ours.time(case, 2000))
        for name, peer in PEERS.items():
            best[name] = min(best.get(name, float("inf")), time_of(peer, 20))
    return best


def growth(ours):
    shapes = subprocess.run([PROGRAM, "list"], capture_output=True, text=True, check=True).stdout.split()
    best = {shape: {size: float("inf") for size in SIZES} for shape in shapes}
    for _ in range(ROUNDS // 2):
        for shape in shapes:
            for size in SIZES:
                best[shape][size] = min(best[shape][size], ours.time(f"{shape}/{size}", max(1, 65536 // size)))
    return best


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} processors"


def main(path):
    # One processor for both programs: they never run at the same time.
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
    ours = Ours()
    times = compare(ours)
    shapes = growth(ours)
    print(f"{'payment string':<36}{'ns':>10}{'/ validate':>12}{'/ parse':>10}")
    for name, value in times.items():
        label = {"P1": "swift-qris validate", "P1-parse": "swift-qris parse, CRC"}.get(name, name)
        print(f"{label:<36}{value:>10.0f}{value / times['P1']:>11.1f}x{value / times['P1-parse']:>9.1f}x")
    print(f"\n{'hostile input, us':<20}" + "".join(f"{size // 1024:>7} kB" for size in SIZES) + f"{'64 kB / 16 kB':>16}")
    for shape, row in shapes.items():
        columns = "".join(f"{row[size] / 1000:>10.1f}" for size in SIZES)
        print(f"{shape:<20}{columns}{row[65536] / row[16384]:>16.1f}")
    versions = [line.split("==") for line in open("validation-peers.txt", encoding="ascii") if "==" in line]
    document = {
        "machine": processor(),
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "python": platform.python_version(),
        "peers": {name: importlib.metadata.version(name) for name, _ in versions},
        "ours": {"validate_ns": round(times["P1"], 1), "parse_ns": round(times["P1-parse"], 1)},
        "peer_ns": {name: round(times[name], 1) for name in PEERS},
        "hostile_ns": {shape: {str(size): round(row[size]) for size in SIZES} for shape, row in shapes.items()},
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2)
        file.write("\n")
    fastest = min(times[name] for name in PEERS if name != "qriskit validate")
    goals = [
        ("validate is 60 times as fast as qriskit's", times["qriskit validate"] >= 60 * times["P1"]),
        ("validate is 4 times as fast as the fastest parse with CRC", fastest >= 4 * times["P1"]),
        ("validate takes under a microsecond", times["P1"] < 1000),
        ("64 kB of anything take under a millisecond", all(row[65536] < 1e6 for row in shapes.values())),
        ("four times the input take at most five times as long", all(
            row[size * 4] < 5 * row[size] for row in shapes.values() for size in SIZES[:-1])),
    ]
    print()
    for goal, is_met in goals:
        print(("holds: " if is_met else "MISSED: ") + goal)
    sys.exit(0 if all(is_met for _, is_met in goals) else 1)


main(sys.argv[1])
