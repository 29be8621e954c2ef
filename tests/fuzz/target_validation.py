"""Objects as data: what the API server says, the standards, and all rules."""

from __future__ import annotations

import contextlib
import json
import random
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import objects
import seeds
from choices import Choices
from target_document import internal

from podlint import Config, Report, lint_objects
from podlint.explain import explain_text
from podlint.explain import html as explained_html
from podlint.explain import json as explained_json
from podlint.explain import text as explained_text
from podlint.pss import LEVELS, NotAPodError, evaluate
from podlint.report import FORMATS, View, render
from podlint.validation import KINDS, VERIFIED, pod_errors, validate, warnings

TOKENS = ("podlint.dev/ignore", "1e400", "9" * 30)
_CONFIGS = tuple(
    Config.model_validate({"profile": "strict", "preview": True, **more})
    for more in (
        {},
        {"kubernetes-version": f"{VERIFIED[0]}..{VERIFIED[-1]}"},
        {"pod-security": "restricted", "kubernetes-version": VERIFIED[0]},
    )
)


_STEERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


class Case(NamedTuple):
    """Objects of one unit, and for which version of Kubernetes they are."""

    objects: list[dict[str, Any]]
    version: str
    config: int


def starts() -> Iterator[bytes]:
    """The inputs that fuzzing starts from."""
    draw = random.Random(13)
    for number in range(len(seeds.objects())):
        yield bytes([number % 256, 0, 0]) + number.to_bytes(2, "little") + draw.randbytes(8)


def changed(data: bytes, seed: int) -> bytes:
    """An input near to another."""
    draw = random.Random(seed)
    at = draw.randint(0, len(data))
    return data[:at] + draw.randbytes(draw.choice((1, 2, 4))) + data[at + draw.choice((0, 2)) :]


def made(data: bytes) -> Case:
    """The objects that an input means."""
    choices = Choices(data)
    version = choices.one_of(VERIFIED)
    config = choices.below(len(_CONFIGS))
    others = [choices.one_of(seeds.objects()) for _ in range(choices.below(3))]
    return Case([*others, objects.damaged(choices)], version, config)


def check(case: Case) -> None:
    """Raise if anything is wrong with the answers."""
    before = _written(case.objects)
    damaged = case.objects[-1]
    if damaged.get("kind") in KINDS:
        for answer in (validate, warnings, pod_errors):
            for each in answer(damaged, case.version):
                assert str(each)
    for level in LEVELS:
        with contextlib.suppress(NotAPodError):
            evaluate(damaged, level, f"v{case.version}")
    config = _CONFIGS[case.config]
    report = lint_objects(case.objects, config=config)
    assert not internal(report), internal(report)
    assert _written(case.objects) == before, "the objects were changed"
    _check_reports(report, config)
    _explain(damaged)


def _check_reports(report: Report, config: Config) -> None:
    for finding in report.findings:
        assert finding.identity
        assert finding.location.path.startswith("objects[")
    view = View(config=config, rules=seeds.rules())
    for form in FORMATS:
        text = render(report, form, view)
        assert text.encode("utf-8") is not None
        if form in ("json", "sarif"):
            json.loads(text)
        else:
            _check_shown(text)


def _check_shown(text: str) -> None:
    """Nothing in a text acts on a terminal, or changes the order of what is read."""
    for each in set(text) - {"\n"}:
        assert unicodedata.category(each) not in ("Cc", "Cs", "Zl", "Zp"), (each, text)
        assert unicodedata.bidirectional(each) not in _STEERING, (each, text)


def _explain(obj: dict[str, Any]) -> None:
    explanations = (explain_text(json.dumps(obj)),)
    assert json.loads(explained_json.render(explanations))
    assert isinstance(explained_html.render(explanations), str)
    _check_shown(explained_text.render(explanations, color=False, width=80))


def _written(value: Any) -> str:
    return repr(value)
