"""Guesses the name that was meant by a misspelled one."""

import functools
from collections.abc import Iterable
from operator import or_

__all__ = ["is_close", "may_be_slip", "nearest", "slip_of"]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word with the most similar spelling, if one is similar enough.

    A difference in case counts least, then a plural for a singular, then each misspelled letter.
    """
    most = max(1, min(_MOST_SLIPS, len(word) // 3))
    best = min(((_distance(word, each, most), each) for each in known), default=None)
    return best[1] if best and best[0] <= most else None


def is_close(word: str, meant: str) -> bool:
    """Whether one word is certainly a slip of the other: the case differs, or a letter or two."""
    most = 1 if len(meant) < _LONG else 2
    return word.lower() == meant.lower() or _slips(word.lower(), meant.lower()) <= most


def slip_of(name: str, known: Iterable[str]) -> str | None:
    """The known name that another name probably misspells; None if there is none."""
    letters = _letter_set(name)
    near = [
        each
        for each in known
        if (letters ^ _letter_set(each)).bit_count() <= 2 * _MOST_SLIPS
        and -_MOST_SLIPS <= len(each) - len(name) <= _MOST_SLIPS
        and may_be_slip(name, each)
    ]
    return nearest(name, near) if near else None


_MOST_SLIPS = 3
_LONG = 8
"""Words of at least this many letters that differ in two letters are still alike."""


@functools.lru_cache(maxsize=4096)
def _letter_set(name: str) -> int:
    """The characters of a name as bits, to exclude names with few common letters quickly."""
    return functools.reduce(or_, (1 << ord(each) % 61 for each in name), 0)


_SHORT = 3
"""Words of at most this many letters are different words, as `api` and `app`, unless letters are
swapped.
"""


def may_be_slip(name: str, other: str) -> bool:
    """Whether one name may misspell the other: similar word by word, and not different by
    digits.
    """
    if _letters(name) == _letters(other):
        return False
    words, others = name.split("-"), other.split("-")
    if len(words) != len(others):
        return "".join(words) == "".join(others)
    return all(map(_is_slip, words, others))


def _is_slip(word: str, other: str) -> bool:
    if min(len(word), len(other)) <= _SHORT:
        return sorted(word) == sorted(other)
    return nearest(word, (other,)) is not None


def _letters(name: str) -> str:
    return "".join(each for each in name if not each.isdigit())


def _distance(word: str, other: str, most: int) -> float:
    """How different two words are; any value above `most` if they differ more than that."""
    lower, known = word.lower(), other.lower()
    if lower == known:
        return 0.1
    if known in (f"{lower}s", f"{lower}es") or lower in (f"{known}s", f"{known}es"):
        return 0.5
    if abs(len(word) - len(other)) > _MOST_SLIPS or len(word) > 64:
        return 99
    # A misspelling adds one letter, or two for a replacement, to the letters of only one word.
    if (_letter_set(lower) ^ _letter_set(known)).bit_count() > 2 * most:
        return 99
    return _slips(lower, known)


def _slips(word: str, other: str) -> int:
    """The number of letters to insert, delete, replace or swap (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, last, row = row, before, [i]
        for j, known in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != known))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == known:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
