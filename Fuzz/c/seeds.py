# SPDX-License-Identifier: Apache-2.0
"""Writes seeds for the fuzzer of the C header from the corpora of the Swift fuzzers: seeds.py DIRECTORY."""

import pathlib
import sys

out = pathlib.Path(sys.argv[1])
corpus = pathlib.Path(__file__).parent.parent / "Corpus"
for call, folder in [(0, "FuzzValidate"), (2, "FuzzTLV"), (4, "FuzzConvert"), (5, "FuzzEncoder")]:
    for seed in sorted((corpus / folder).iterdir()):
        (out / f"{folder}-{seed.name}").write_bytes(bytes([call, 0]) + seed.read_bytes())
