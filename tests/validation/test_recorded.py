"""podlint.validation on recorded objects: what Kubernetes 1.34.4 and 1.36.3 said about each."""

from __future__ import annotations

import functools
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from podlint import validation

FOLDER = Path(__file__).parents[1] / "golden" / "validation"


@functools.cache
def sample(name: str = "sample") -> list[dict[str, Any]]:
    with gzip.open(FOLDER / f"{name}.json.gz") as file:
        found: list[dict[str, Any]] = json.load(file)
    return found


def pairs(errors: list[validation.FieldError]) -> list[list[str]]:
    return sorted([error.field, error.type] for error in errors)


def said(obj: dict[str, Any], version: str) -> dict[str, Any]:
    """podlint's answer in the form of the recorded ones."""
    errors = validation.validate(obj, version)
    if any(error.type == "Undecodable" for error in errors):
        return {"undecodable": True}
    answer = {"errors": pairs(errors)}
    if not any(error.type == "Unknown field" for error in errors):
        answer["pod_errors"] = pairs(validation.pod_errors(obj, version))
        answer["warnings"] = sorted(map(str, validation.warnings(obj, version)))
    return {name: value for name, value in answer.items() if value}


@pytest.mark.parametrize("version", validation.VERIFIED)
@pytest.mark.parametrize("part", range(4))
def test_the_answers_are_those_of_kubernetes(version: str, part: int) -> None:
    wrong = []
    for number, entry in enumerate((*sample(), *sample("extremes"))[part::4]):
        found, expected = said(entry["object"], version), entry["answers"][version]
        if found != expected:
            wrong.append(f"object {part + 4 * number}\n{found}\n{expected}\n{entry['object']}")
    assert not wrong, f"{len(wrong)}\n" + "\n\n".join(wrong[:3])


@pytest.mark.parametrize("entry", sample("rare"), ids=lambda entry: entry["name"])
def test_rare_objects_are_answered_as_by_kubernetes(entry: dict[str, Any]) -> None:
    for version, expected in entry["answers"].items():
        assert said(entry["object"], version) == expected, version


def test_the_sample_has_seen_the_rules() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for entry in sample():
        for answer in entry["answers"].values():
            seen.update({(re.sub(r"\[[^]]*\]", "[]", f), t) for f, t in answer.get("errors", ())})
    assert len(sample()) >= 2_000
    assert len(seen) >= 1_000
    assert {entry["object"]["kind"] for entry in sample()} == set(validation.KINDS)


def test_extreme_amounts_are_in_the_sample() -> None:
    said = Counter(
        kind
        for entry in sample("extremes")
        for answer in entry["answers"].values()
        for kind in ("undecodable", "errors", "warnings", None)
        if (kind in answer if kind else not answer)
    )
    assert min(said.values()) >= 20
    assert len(said) == 4


def test_every_error_can_be_placed() -> None:
    """Each path leads to what is written, or to what is missing below it."""
    for entry in sample()[::4]:
        for find in (validation.validate, validation.pod_errors, validation.warnings):
            for error in find(entry["object"]):
                written = depth(entry["object"], error.path)
                assert written or error.path[0] in ("metadata", "spec", "template", "apiVersion")
                missing = error.path[written:]
                assert not any(isinstance(step, int) for step in missing), (error, error.path)


def depth(obj: Any, path: tuple[str | int, ...]) -> int:
    """How many steps of the path are written."""
    for number, step in enumerate(path):
        try:
            obj = obj[step]
        except (KeyError, IndexError, TypeError):
            return number
    return len(path)
