"""Fixes: what is fixed reads again, stays fixed, and nothing else has changed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

import seeds
from yaml_mutator import MUTATIONS, mutate

from podlint import Config, Finding, lint_text
from podlint.document import apply_to_data, load
from podlint.fix import fix_text

TOKENS = (
    "# comment",
    "\r\n",
    "&a ",
    "*a",
    "<<: *a",
    "- ",
    "? ",
    ": ",
    "{a: 1, ",
    "[",
    "|\n",
    "---",
)
_STRICT = Config.model_validate({"profile": "strict", "preview": True})
_MOST_ROUNDS = 30


def starts() -> Iterator[bytes]:
    """The inputs that fuzzing starts from."""
    for text in (*seeds.fixable_texts(), *seeds.fixture_texts()):
        yield text.encode("utf-8")
        yield text.replace("\n", "\r\n").encode("utf-8")


def changed(data: bytes, seed: int) -> bytes:
    """An input near to another: small damage, or two documents of which one is whole."""
    draw = random.Random(seed)
    text = data.decode("utf-8", errors="replace")
    if draw.random() < 0.2:
        text = f"{text}\n---\n{draw.choice(seeds.fixable_texts())}"
    elif draw.random() < 0.7:
        text = draw.choice(MUTATIONS)(draw, text)
    else:
        text = mutate(draw, text)
    return text.encode("utf-8", errors="replace")


def made(data: bytes) -> str:
    """The text that an input means."""
    return data.decode("utf-8", errors="replace")


def check(text: str) -> None:
    """Raise if fixing a text, one round of fixes at a time, does what it must not."""
    for unsafe in (False, True):
        now = text
        for _ in range(_MOST_ROUNDS):
            result = fix_text("text", now, _lint, unsafe=unsafe, most_rounds=1)
            if result.after == now:
                break
            _check_round(now, result.after, result.fixed)
            now = result.after
        else:
            raise AssertionError("fixes without end")
        whole = fix_text("text", text, _lint, unsafe=unsafe)
        again = fix_text("text", whole.after, _lint, unsafe=unsafe)
        assert again.after == whole.after, "a second run of the fixes changes something"


def _check_round(before: str, after: str, fixed: Sequence[Finding]) -> None:
    old, new = load(before), load(after)
    assert len(old) == len(new)
    for number, (was, becomes) in enumerate(zip(old, new, strict=True)):
        edits = [
            edit
            for finding in fixed
            if finding.fix and finding.fix.document == number
            for edit in finding.fix.fix.edits
        ]
        assert _written(becomes.data) == _written(apply_to_data(was.data, edits)), number
        assert bool(becomes.error) == bool(was.error)
        if not edits:
            assert becomes.text == was.text, number


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _lint(text: str) -> Sequence[Finding]:
    report = lint_text(text, config=_STRICT)
    assert not report.errors, report.errors
    return report.findings
