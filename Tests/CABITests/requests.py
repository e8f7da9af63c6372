# SPDX-License-Identifier: Apache-2.0
"""Requests that a C program and the qris tool both answer, and the comparison of their answers.

    requests.py write              the requests on standard output, one per line
    requests.py compare TOOL FILE  FILE holds the C program's replies; compares them with those of the tool

V profile hex; C amount hex; E and S (as SVG) level boost version mask mode content penalties hex.
"""

import json
import pathlib
import subprocess
import sys

VECTORS = pathlib.Path(__file__).parent.parent / "QRISTests/Vectors/emv-synthetic.jsonl"
PROFILES = ["qris", "emv", "lenient"]
MODES = ["byte", "mixed", "numeric", "alphanumeric", "kanji"]
ALPHANUMERICS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
# Base64 of the bytes 85 05 and CPV0.
CONSUMER_PRESENTED = "hQVDUFYw"


def payloads():
    """All vectors but the codes that payers show, which only the tool reads."""
    texts = [json.loads(line)["string"] for line in VECTORS.read_text(encoding="utf-8").splitlines()]
    return [text for text in texts if not text.startswith(CONSUMER_PRESENTED)]


def content(mode, length):
    """Bytes that follow from their mode and length alone."""
    if mode == 2:
        return bytes(48 + (7 * i + i // 10) % 10 for i in range(length))
    if mode == 3:
        return bytes(ALPHANUMERICS[(11 * i + i // 45) % 45] for i in range(length))
    if mode == 4:
        return bytes(b for i in range(length // 2) for b in (0x88 + i % 8, 0x9F + i * 7 % 90))
    return bytes((31 * i + i // 256 * 17 + 7) % 256 for i in range(length))


def encodings():
    """All versions and levels with masks in turn, all masks, all modes; too long and wrong ones among them."""
    cases = []
    for version in range(1, 41):
        for level in range(4):
            mask = (version + 3 * level) % 9 - 1
            cases.append((level, 0, version, mask, 0, 1, 1, content(0, 7 + 9 * (version - 1))))
    for mask in range(-1, 8):
        for version in (0, 7, 14, 27, 40):
            cases.append((1, 1, version, mask, 0, 1, 1, content(0, 100)))
    for mode in range(5):
        for length in (0, 1, 2, 14, 15, 16, 40, 211, 640, 1500, 2953, 2954, 7089, 7090):
            cases.append((0, 1, 0, -1, mode, 1, 0, content(mode, length)))
            cases.append((3, 0, 0, 5, mode, 1, 0, content(0, length)))
    for text in payloads():
        if text:
            cases.append((1, 1, 0, -1, 0, 0, 1, text.encode()))
            cases.append((0, 0, 0, -1, 1, 0, 0, text.encode()))
    return cases


def validations():
    return [(profile, text) for text in payloads() for profile in range(3)]


def write():
    for profile, text in validations():
        print("V", profile, text.encode().hex())
    for text in payloads():
        print("C", 15000, text.encode().hex())
    for case in encodings():
        for kind in "ES" if len(case[7]) == 100 else "E":
            print(kind, *case[:7], case[7].hex())


def ask(tool, command, requests):
    text = "".join(json.dumps(request) + "\n" for request in requests)
    run = subprocess.run([tool, "batch", command], input=text.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def compare_reports(tool, lines):
    requests = [{"id": i, "text": text, "profile": PROFILES[profile]} for i, (profile, text) in enumerate(validations())]
    for reply in ask(tool, "validate", requests):
        status, valid, count = map(int, next(lines)[2:].split())
        assert (status, valid, count) == (0, reply["valid"], len(reply["issues"])), reply
        for issue in reply["issues"]:
            code, severity, path, offset, length, message, expected, _hint = next(lines).split("\t")
            assert code == issue["code"] and path == issue["path"] and message == issue["message"], issue
            assert int(severity) == ["warning", "error"].index(issue["severity"]), issue
            assert (int(offset), int(length)) == (issue["offset"], issue["length"]), issue
            assert expected == issue.get("expected", ""), issue
    return len(requests)


def compare_symbols(tool, lines):
    errors = {10: "empty_text", 11: "data_too_long", 12: "invalid_character"}
    requests = []
    for case in encodings():
        level, boost, version, mask, mode, is_bytes, penalties, data = case
        request = {"level": "LMQH"[level], "boost": boost == 1, "mode": MODES[mode], "penalties": penalties == 1}
        request |= {"hex": data.hex()} if is_bytes else {"text": data.decode()}
        request |= ({"version": version} if version else {}) | ({"mask": mask} if mask >= 0 else {})
        requests += [request | {"format": form} for form in (["modules", "svg"] if len(data) == 100 else ["modules"])]
    for request, reply in zip(requests, ask(tool, "encode", requests)):
        head = next(lines)[2:].split()
        if not reply["ok"]:
            assert errors[int(head[0])] == reply["error"]["code"], (request, head)
            continue
        version, level, mask, side = map(int, head[1:5])
        assert [version, "LMQH"[level], mask, side] == [reply[k] for k in ("version", "level", "mask", "side")], request
        assert reply.get("penalties", []) in (list(map(int, head[5:])), []), request
        if request["format"] == "svg":
            assert next(lines) + "\n" == reply["svg"], request
            continue
        assert next(lines) == reply["modules"], request
        next(lines)
    return len(requests)


def compare(tool, replies):
    lines = iter(pathlib.Path(replies).read_text(encoding="utf-8").split("\n"))
    reports = compare_reports(tool, lines)
    for _ in payloads():
        assert next(lines).startswith("C ")
    symbols = compare_symbols(tool, lines)
    assert next(lines) == "" and next(lines, None) is None
    print(f"{reports} reports and {symbols} symbols and pictures are the same in C and Swift")


if sys.argv[1] == "write":
    write()
else:
    compare(sys.argv[2], sys.argv[3])
