"""podlint.validation on recorded objects: what five versions of Kubernetes said about each."""

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


Answers = dict[str, dict[str, Any]]


@functools.cache
def sample(name: str = "sample") -> list[dict[str, Any]]:
    with gzip.open(FOLDER / f"{name}.json.gz") as file:
        found: list[dict[str, Any]] = json.load(file)
    return found


def answers(entry: dict[str, Any]) -> Answers:
    """What each version says; equal answers are recorded once: ``1.33 1.34``."""
    return {
        version: answer
        for versions, answer in entry["answers"].items()
        for version in versions.split()
    }


def listed(errors: list[validation.FieldError]) -> list[list[str]]:
    return sorted(list(error[:3]) for error in errors)


def said(obj: dict[str, Any], version: str) -> dict[str, Any]:
    """podlint's answer in the form of the recorded ones."""
    errors = validation.validate(obj, version)
    if any(error.type == "Undecodable" for error in errors):
        return {"undecodable": True}
    if any(error.type == "Unknown field" for error in errors):
        return {"errors": sorted([error.field, error.type, ""] for error in errors)}
    answer = {
        "errors": listed(errors),
        "pod_errors": listed(validation.pod_errors(obj, version)),
        "warnings": sorted(map(str, validation.warnings(obj, version))),
    }
    return {name: value for name, value in answer.items() if value}


def asked(number: int, entry: dict[str, Any]) -> Answers:
    """The answers to compare: all of them, or two of five where they are all the same."""
    found = answers(entry)
    if len(entry["answers"]) > 1:
        return found
    versions = sorted(found)
    chosen = {versions[number % len(versions)], versions[(number + 2) % len(versions)]}
    return {version: found[version] for version in chosen}


@pytest.mark.parametrize("part", range(8))
def test_the_answers_are_those_of_kubernetes(part: int) -> None:
    wrong = []
    for number, entry in list(enumerate((*sample(), *sample("extremes"))))[part::8]:
        for version, expected in asked(number, entry).items():
            found = said(entry["object"], version)
            if found != expected:
                wrong.append(f"{number} {version}\n{found}\n{expected}\n{entry['object']}")
    assert not wrong, f"{len(wrong)}\n" + "\n\n".join(wrong[:3])


def test_each_version_is_asked_often() -> None:
    entries = enumerate((*sample(), *sample("extremes")))
    compared = Counter(version for number, entry in entries for version in asked(number, entry))
    assert compared.keys() == set(validation.VERIFIED)
    assert min(compared.values()) > 1_500


@pytest.mark.parametrize("entry", sample("rare"), ids=lambda entry: entry["name"])
def test_rare_objects_are_answered_as_by_kubernetes(entry: dict[str, Any]) -> None:
    for version, expected in answers(entry).items():
        assert said(entry["object"], version) == expected, version


def test_the_sample_has_seen_the_rules() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for entry in sample():
        for answer in answers(entry).values():
            errors = answer.get("errors", ())
            seen.update({(re.sub(r"\[[^]]*\]", "[]", field), kind) for field, kind, _ in errors})
    assert len(sample()) >= 2_000
    assert len(seen) >= 1_000
    assert {entry["object"]["kind"] for entry in sample()} == set(validation.KINDS)


def test_extreme_amounts_are_in_the_sample() -> None:
    said = Counter(
        kind
        for entry in sample("extremes")
        for answer in answers(entry).values()
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
