"""Suppression comments: they mark findings, and change nothing else."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import seeds
from choices import Choices
from target_document import internal

from podlint import Config, lint_text
from podlint.document import load

TOKENS = (
    "# podlint: ignore[",
    "podlint:ignore",
    "# podlint: ignore[*]",
    "# podlint: ignore[probes/*] because",
    "# podlint: ignore[[a]]",
    "# podlint: ignore[!a?]",
    "ignore-file",
    "until=2030-01-01",
    "podlint.dev/ignore",
)
_STRICT = Config.model_validate({"profile": "strict", "preview": True})
_OF_COMMENTS = "suppression"
"""Part of the names of the rules about suppression comments themselves."""


class Case(NamedTuple):
    """A manifest, and the same with comments."""

    plain: str
    commented: str


def starts() -> Iterator[bytes]:
    """The inputs that fuzzing starts from."""
    draw = random.Random(13)
    for token in TOKENS:
        for _ in range(20):
            yield draw.randbytes(5) + bytes([len(token)]) + token.encode()


def changed(data: bytes, seed: int) -> bytes:
    """An input near to another."""
    draw = random.Random(seed)
    token = draw.choice((*TOKENS, *(rule.name for rule in seeds.rules()))).encode()
    at = draw.randint(0, len(data))
    return data[:at] + draw.randbytes(2) + bytes([2, len(token)]) + token + data[at:]


def made(data: bytes) -> Case:
    """The manifests that an input means: comments at lines' ends, and on lines of their own."""
    choices = Choices(data)
    plain = choices.one_of(seeds.texts())
    lines = plain.split("\n")
    for _ in range(8):
        if not choices.left:
            break
        at = choices.below(len(lines))
        comment = _comment(choices).replace("\n", " ").replace("\r", " ")
        if choices.below(2):
            lines[at] += f" {comment}"
        else:
            lines.insert(at, " " * choices.below(12) + comment)
    return Case(plain, "\n".join(lines))


def _comment(choices: Choices) -> str:
    form = choices.below(4)
    if form == 0:
        return f"# podlint: ignore[{choices.text(40)}] {choices.text(10)}"
    if form == 1:
        return f"# podlint: ignore[{choices.one_of(seeds.rules()).name}]"
    return choices.text(60) if form == 2 else f"# {choices.text(60)}"


def check(case: Case) -> None:
    """Raise if a comment does anything but mark findings."""
    report = lint_text(case.commented, config=_STRICT)
    assert not internal(report), internal(report)
    plain, commented = load(case.plain), load(case.commented)
    if [each.data for each in plain] != [each.data for each in commented]:
        return  # what was meant for a comment has become part of a value
    if any(each.error or each.problems for each in (*plain, *commented)):
        return
    found = Counter(
        finding.identity for finding in report.findings if _OF_COMMENTS not in finding.rule
    )
    assert found == _found(case.plain)


@cache
def _found(text: str) -> Counter[str]:
    return Counter(
        finding.identity
        for finding in lint_text(text, config=_STRICT).findings
        if _OF_COMMENTS not in finding.rule
    )
