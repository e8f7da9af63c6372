# SPDX-License-Identifier: Apache-2.0
"""Runs the Python example over a payload given as the argument, and over texts it must refuse."""

import doctest
import sys
import threading

import qris

sample = sys.argv[1]
assert doctest.testmod(qris).failed == 0

issues = qris.validate(sample)
assert [(issue.code, issue.path, issue.offset, issue.is_error) for issue in issues] == [
    ("qris.nmid_luhn", "51.02", 99, False), ("62.5x_not_template", "62.50", 196, False)]
assert issues[0].message.startswith("The last digit of 51.02")
assert any(issue.is_error for issue in qris.validate(sample.replace("122.00", "922.00"), "emv"))

symbol = qris.encode(sample)
assert (symbol.version, symbol.level, len(symbol.rows), len(symbol.rows[0])) == (12, "M", 65, 65)
assert symbol.rows[0][:8] == [True] * 7 + [False] and symbol.svg.startswith("<svg ")
try:
    qris.encode("x" * 3000, level="H")
    raise AssertionError("no error")
except qris.QRISError as error:
    assert error.status == 11 and "does not fit" in str(error)

threads = [threading.Thread(target=lambda: [qris.encode(sample) for _ in range(20)]) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("the Python example holds")
