"""Random quantities, legal and not: extreme amounts, odd spellings, near misses.

python gen.py SEED COUNT | ./oracle > ../../golden/models/quantities.jsonl
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator

SUFFIXES = ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
ODD_SUFFIXES = "K gi mi KB MB i e ee3 E3 e3 e-3 e+3 E-7 e-12 e15 e30 E21 Ki5 B eE5 e3m e-20 e99 %"
COMMON = [0, 1, 2, 3, 5, 8, 10, 16, 50, 64, 100, 128, 250, 256, 500, 512, 1000, 1024, 1500, 10**6]
LIMITS = [2**31, 2**53, 2**63 - 1, 2**63, 2**64, 10**17, 10**18, 10**18 - 1]
ODD_NUMBERS = ".5 1. . 0.0 00 0. .0 .001 0.0000000001 1.0000000001 1.000 1.500 1.10 10.0 1.2.3"
STRAY = "0123456789.eEinumkKMGTP+- x_"
# Kubernetes' own code takes minutes for an exponent of many digits.
HUGE_EXPONENT = re.compile(r"[eE][+-]?[0-9]{3,}$")


def lists(seed: int, count: int) -> Iterator[list[str]]:
    """Lists of one to three spellings."""
    rand = random.Random(seed)
    for _ in range(count):
        yield [spelling(rand) for _ in range(rand.choice((1, 1, 2, 2, 3)))]


def spelling(rand: random.Random) -> str:
    """One spelling."""
    text = rand.choice(["", "", "", "", "", "", "-", "+", "--"]) + number(rand)
    text += rand.choice(SUFFIXES * 5 + ODD_SUFFIXES.split())
    if rand.random() < 0.03:
        text = rand.choice((" ", "  ", "\u00a0", "\t")) + text + rand.choice(("", " ", " x"))
    if rand.random() < 0.02:
        place = rand.randrange(len(text) + 1)
        text = text[:place] + rand.choice(STRAY) + text[place:]
    return "1" if HUGE_EXPONENT.search(text) else text


def number(rand: random.Random) -> str:
    """The part before the suffix."""
    digits = rand.randrange(1, 13)
    return rand.choice(
        (
            str(rand.choice(COMMON)),
            str(rand.choice(COMMON)),
            str(rand.randrange(10 ** rand.randrange(1, 22))),
            str(rand.choice(LIMITS) + rand.choice((-1, 0, 1))),
            f"{rand.randrange(1000)}.{rand.randrange(10**digits):0{digits}d}",
            f"0.{'0' * rand.randrange(10)}{rand.randrange(1000)}",
            "0" * rand.randrange(1, 4) + str(rand.randrange(100)),
            rand.choice([*ODD_NUMBERS.split(), ""]),
            str(rand.randrange(10 ** rand.randrange(15, 40))),
        )
    )


def edges() -> Iterator[list[str]]:
    """Amounts around the size at which Kubernetes changes its way of reading.

    The sign shows which way was taken: one keeps the spelling, the other does not.
    """
    for suffix in ("Ki", "Mi", "Gi", "Ti", "Pi", "Ei"):
        yield from ([f"+{'9' * digits}1{suffix}"] for digits in range(19))
    for suffix in ("", "n", "u", "m", "k", "e3", "E"):
        yield from ([f"+{'9' * digits}1{suffix}"] for digits in range(14, 20))


if __name__ == "__main__":
    for texts in (*lists(int(sys.argv[1]), int(sys.argv[2])), *edges()):
        sys.stdout.write(json.dumps(texts, ensure_ascii=False) + "\n")
