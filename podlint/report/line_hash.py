"""The hash by which GitHub follows a finding from one commit to the next."""

from __future__ import annotations

import struct
from collections import Counter
from itertools import accumulate

_WINDOW = 100
_MULTIPLIER = 37
_MASK = (1 << 64) - 1
_SHIFT = pow(_MULTIPLIER, _WINDOW, 1 << 64)
_END = 0xFFFF
_BLANKS = {ord(" "): None, ord("\t"): None}


def line_hashes(text: str) -> list[str]:
    """For each line of a text its hash and which one of its kind it is: ``c129715d7a2bc9a3:1``.

    That is what github/codeql-action writes as ``primaryLocationLineHash`` where a SARIF file has
    none (``src/fingerprints.ts`` there): a polynomial over the 100 UTF-16 code units from the
    start of the line, blanks and tabs left out and every line break read as LF.
    """
    folded = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS)
    encoded = folded.encode("utf-16-le", "surrogatepass")
    units = (*struct.unpack(f"<{len(encoded) // 2}H", encoded), _END)
    prefixes = list(accumulate((*units, *[0] * _WINDOW), _extended, initial=0))
    starts = [0, *(index + 1 for index, unit in enumerate(units) if unit == ord("\n"))]
    seen: Counter[int] = Counter()
    hashes = []
    for start in starts:
        value = (prefixes[start + _WINDOW] - prefixes[start] * _SHIFT) & _MASK
        seen[value] += 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes


def _extended(prefix: int, unit: int) -> int:
    return (prefix * _MULTIPLIER + unit) & _MASK
