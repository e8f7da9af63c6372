# SPDX-License-Identifier: Apache-2.0
"""QRIS payment payloads and QR Code symbols in Python, through the C library.

Needs libqris.so.0, from the directory in the environment variable QRIS_LIBRARY_PATH or where the system looks.

    >>> import qris
    >>> [issue.code for issue in qris.validate("000201")][0]
    'crc.missing_or_not_last'
"""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, byref, c_char, c_char_p, c_int32, c_int64, c_size_t, c_uint64, c_void_p
from dataclasses import dataclass

_library = ctypes.CDLL(os.path.join(os.environ.get("QRIS_LIBRARY_PATH", ""), "libqris.so.0"))
_library.qris_status_message.restype = c_char_p
_library.qris_issue_code_name.restype = c_char_p
_library.qris_encoder_create.restype = c_void_p
_library.qris_encoder_destroy.argtypes = [c_void_p]

PROFILES = {"qris": 0, "emv": 1, "lenient": 2}
LEVELS = "LMQH"


class _Issue(ctypes.Structure):
    _fields_ = [("code", c_int32), ("severity", c_int32), ("offset", c_size_t), ("length", c_size_t),
                ("path", c_char * 12), ("hint", c_int32), ("numbers", c_size_t * 3),
                ("profile", c_int32), ("reserved", c_int32 * 3)]


class _Error(ctypes.Structure):
    _fields_ = [("status", c_int32), ("issue", c_int32), ("value", c_int64), ("limit", c_int64),
                ("offset", c_size_t), ("path", c_char * 12), ("reserved", c_int32 * 5)]


class _EncodeOptions(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("minimum_level", c_int32), ("raises_level", c_int32), ("version", c_int32),
                ("mask", c_int32), ("mode", c_int32), ("content", c_int32), ("layout", c_int32),
                ("reports_penalties", c_int32)]


class _Symbol(ctypes.Structure):
    _fields_ = [("version", c_int32), ("level", c_int32), ("mask", c_int32), ("side", c_int32),
                ("words_per_row", c_int32), ("has_penalties", c_int32), ("penalties", c_int32 * 8),
                ("reserved", c_int32 * 2), ("words", c_uint64 * 531)]


_library.qris_encode.argtypes = [c_void_p, c_char_p, c_size_t, POINTER(_EncodeOptions), c_void_p, c_size_t,
                                 POINTER(_Symbol), POINTER(_Error)]


class QRISError(ValueError):
    """A call that failed; `offset` is where in the text, in bytes."""

    def __init__(self, status: int, error: _Error) -> None:
        super().__init__(_library.qris_status_message(status).decode())
        self.status, self.offset = status, error.offset


@dataclass(frozen=True)
class Issue:
    """One finding of validation; offset and length count bytes of the UTF-8 text."""

    code: str
    is_error: bool
    path: str
    offset: int
    length: int
    message: str


@dataclass(frozen=True)
class Symbol:
    """A QR Code symbol: rows of modules, true is dark, without quiet zone."""

    version: int
    level: str
    mask: int
    rows: list[list[bool]]
    svg: str


def validate(text: str, profile: str = "qris") -> list[Issue]:
    """Return everything that is wrong or doubtful; the payload is valid when no issue `is_error`."""
    data, count = text.encode(), c_size_t()
    _library.qris_validate(data, c_size_t(len(data)), PROFILES[profile], None, c_size_t(0), byref(count))
    issues = (_Issue * count.value)()
    _library.qris_validate(data, c_size_t(len(data)), PROFILES[profile], issues, count, byref(count))
    return [Issue(_library.qris_issue_code_name(issue.code).decode(), issue.severity == 1, issue.path.decode(),
                  issue.offset, issue.length, _message(issue)) for issue in issues]


def _message(issue: _Issue) -> str:
    out = ctypes.create_string_buffer(512)
    _library.qris_issue_message(byref(issue), out, c_size_t(512), None)
    return out.value.decode()


def encode(text: str, level: str = "M") -> Symbol:
    """Return the symbol of a text at a level or better; raise QRISError when it does not fit."""
    data, symbol, error, encoder = text.encode(), _Symbol(), _Error(), _library.qris_encoder_create()
    options = _EncodeOptions()
    _library.qris_encode_options_init(byref(options), c_size_t(ctypes.sizeof(options)))
    options.minimum_level = LEVELS.index(level)
    status = _library.qris_encode(encoder, data, len(data), byref(options), None, 0, byref(symbol), byref(error))
    _library.qris_encoder_destroy(encoder)
    if status:
        raise QRISError(status, error)
    rows = [[symbol.words[row * symbol.words_per_row + column // 64] >> column % 64 & 1 == 1
             for column in range(symbol.side)] for row in range(symbol.side)]
    return Symbol(symbol.version, LEVELS[symbol.level], symbol.mask, rows, _svg(symbol))


def _svg(symbol: _Symbol) -> str:
    length, error = c_size_t(), _Error()
    _library.qris_render_svg(byref(symbol), None, None, c_size_t(0), byref(length), byref(error))
    out = ctypes.create_string_buffer(length.value)
    status = _library.qris_render_svg(byref(symbol), None, out, length, byref(length), byref(error))
    if status:
        raise QRISError(status, error)
    return out.raw.decode()
