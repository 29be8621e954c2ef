"""One pair of objects, asked in three ways: as a folder, on standard input, and as data."""

from __future__ import annotations

import contextlib
import io
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from podlint import Config, lint_objects
from podlint.cli.arguments import run

from .manifests import Object, manifests
from .objects import OF_ADMISSION


class Said(NamedTuple):
    """A finding, as far as it must not depend on how objects are given.

    Attributes:
        number: Which of the objects it is about.
        rule: The rule.
        severity: Its severity.
        pointer: Where in the object.
        message: What is wrong.
    """

    number: int
    rule: str
    severity: str
    pointer: str
    message: str


Places = dict[Said, list[tuple[int, int, int, int]]]
"""The findings with their lines and columns, counted from where the object begins."""


def pairs(count: int, seed: object) -> Iterator[tuple[Object, Object]]:
    """Two objects each of the project's manifests."""
    own = manifests()
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        one, other = draw.sample(own, 2)
        yield one, other


def as_folder(pair: tuple[Object, Object], folder: Path) -> Places:
    """What `podlint check FOLDER` prints of two files; the folder is made."""
    folder.mkdir()
    for name, obj in zip("ab", pair, strict=True):
        (folder / f"{name}.yaml").write_text(_text(obj), encoding="utf-8")
    return _read(_printed([str(folder)]))


def as_input(pair: tuple[Object, Object]) -> Places:
    """What `podlint check --complete -` prints of both in one text."""
    one, other = map(_text, pair)
    text = f"{one}---\n{other}"
    found = _read(_printed(["--complete", "-"], text))
    second = one.count("\n") + 1
    places: Places = {}
    for said, spans in found.items():
        for start, column, end, last in spans:
            number = int(start > second)
            above = second * number
            moved = (start - above, column, end - above, last)
            places.setdefault(said._replace(number=number), []).append(moved)
    return places


def as_data(pair: tuple[Object, Object]) -> dict[Said, int]:
    """What `lint_objects` says, and how often."""
    report = lint_objects(pair, config=Config(profile="strict"), complete=True)
    counted: dict[Said, int] = {}
    for each in report.counted:
        number = int(each.location.path == "objects[1]")
        said = Said(
            number, each.rule, _severity(each.rule, str(each.severity)), each.pointer, each.message
        )
        counted[said] = counted.get(said, 0) + 1
    return counted


def _text(obj: Object) -> str:
    # An escaped pair of surrogates is JSON, but not YAML, of which it is a part in a stream.
    return json.dumps(obj, indent=1, ensure_ascii=False) + "\n"


def _printed(arguments: list[str], text: str = "") -> dict[str, Any]:
    standard = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode()))
    try:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            run(["check", "--format", "json", "--profile", "strict", "--no-cache", *arguments])
    finally:
        sys.stdin = standard
    found: dict[str, Any] = json.loads(printed.getvalue())
    return found


def _severity(rule: str, severity: str) -> str:
    """The severity, unless it depends on whether a LimitRange or quota is in the same file."""
    return "" if rule in OF_ADMISSION else severity


def _read(report: dict[str, Any]) -> Places:
    places: Places = {}
    for each in report["findings"]:
        number = int(each["path"].endswith("b.yaml"))
        said = Said(
            number,
            each["rule"],
            _severity(each["rule"], each["severity"]),
            each["pointer"],
            each["message"],
        )
        span = (each["line"], each["column"], each["end_line"], each["end_column"])
        places.setdefault(said, []).append(span)
    return places
