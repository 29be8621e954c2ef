"""The setting ``required-version``: the versions of podlint that may use a configuration."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from podlint.config.settings import shown

__all__ = ["Requirement", "meets"]

_CLAUSE = re.compile(r"(==|!=|>=|<=|>|<|~=|)\s*([0-9]{1,4}(?:\.[0-9]{1,4}){0,2})(\.\*)?")
_MOST_CLAUSES = 10


def _clauses(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """The operators and versions of a requirement.

    Raises:
        ValueError: It has another form.
    """
    found = []
    for part in text.split(",")[:_MOST_CLAUSES]:
        match = _CLAUSE.fullmatch(part.strip())
        if not match or (match[3] and match[1] not in ("", "==", "!=")):
            raise ValueError(f"must be versions such as >=0.2 or >=0.2,<1, not {shown(text)}")
        numbers = tuple(int(number) for number in match[2].split("."))
        same = f"{match[1] or '=='}*" if match[3] else match[1] or "=="
        found.append((same, numbers))
    return found


def _checked(text: str) -> str:
    _clauses(text)
    return text


Requirement = Annotated[str, AfterValidator(_checked)]
"""Versions, as for pip: ``>=0.2``, ``>=0.2,<1``, ``==0.2.*``, ``~=0.2.1``, ``0.2.0``."""


def meets(version: str, requirement: str) -> bool:
    """Whether a version meets a requirement.

    As in PEP 440, missing parts of a version are zero.

    Raises:
        ValueError: The requirement has another form than `Requirement`.
    """
    own = _padded(tuple(int(number) for number in re.findall(r"\d+", version)[:3]))
    return all(_holds(own, operator, wanted) for operator, wanted in _clauses(requirement))


def _padded(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return (*numbers, 0, 0, 0)[:3]


def _holds(own: tuple[int, ...], operator: str, wanted: tuple[int, ...]) -> bool:
    full = _padded(wanted)
    match operator:
        case "==*":
            return own[: len(wanted)] == wanted
        case "!=*":
            return own[: len(wanted)] != wanted
        case "~=":
            return own >= full and own[: max(len(wanted) - 1, 1)] == full[: max(len(wanted) - 1, 1)]
        case "==":
            return own == full
        case "!=":
            return own != full
        case ">=":
            return own >= full
        case "<=":
            return own <= full
        case ">":
            return own > full
    return own < full
