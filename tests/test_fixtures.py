"""Whole folders of manifests, and exactly what podlint says of them.

A folder of `fixtures` holds manifests, if need be a `.podlint.yaml`, and the report that was read
through and found right: `expected.txt`, for some also `expected.json`. `pytest --update` rewrites
those; read the difference.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from podlint import Report, lint_paths
from podlint.cli.project import read_config
from podlint.config.config import Config
from podlint.document import JSON, Document, Span, load
from podlint.document.field_path import below, pointer_text, value_at
from podlint.finding.report import Finding
from podlint.finding.severity import Profile
from podlint.models import Container, Node, ObjectMeta, PodSpec, Probe, Volume, api_fields, decode
from podlint.models.projection import VolumeProjection
from podlint.report import View, concise
from podlint.report import json as json_report
from podlint.rule.packs import BUILTIN, load_package

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path.parent.name for path in FIXTURES.glob("*/expected.txt"))
RULES = load_package(BUILTIN)


def config_of(case: str, folder: Path = FIXTURES) -> Config:
    path = folder / case / ".podlint.yaml"
    return read_config(path, RULES).config if path.exists() else Config()


def view_of(case: str) -> View:
    return View(
        config=config_of(case),
        rules=RULES,
        color=False,
        width=None,
        show_suppressed=True,
        quiet=False,
        statistics=False,
    )


def described(case: str, report: Report) -> str:
    """The concise report, an empty line, and what was not checked."""
    lines = [
        concise.render(report, view_of(case)),
        *(f"skipped {each.path}:{each.line}: {each.reason}" for each in report.skipped),
        *(f"error {each.path}: {each.message}" for each in report.errors),
    ]
    return "\n".join(lines) + "\n"


def as_json(case: str, report: Report) -> str:
    data = json_report.as_data(report, view_of(case))
    del data["version"], data["kubernetes_version"]
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def compare(path: Path, text: str, update: bool) -> None:
    if update:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), "right? then: pytest --update"


@pytest.mark.parametrize("case", CASES)
def test_a_folder_is_reported_as_expected(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    # A repository of its own: what lies elsewhere in podlint's has no say.
    results = shutil.ignore_patterns("expected.*")
    shutil.copytree(FIXTURES / case, tmp_path / case, ignore=results)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / case)
    report = lint_paths(["."], config=config_of(case, tmp_path))
    update, folder = request.config.getoption("--update"), FIXTURES / case
    compare(folder / "expected.txt", described(case, report), update)
    if (folder / "expected.json").exists():
        compare(folder / "expected.json", as_json(case, report), update)


def test_every_folder_is_a_case() -> None:
    assert sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()) == CASES


def test_the_page_on_other_tools_tells_of_every_case() -> None:
    page = Path(__file__).parents[1] / "docs" / "where-others-differ.md"
    _, *sections = page.read_text(encoding="utf-8").split("\n## ")
    cases = [case for case in CASES if case.startswith("peers-")]
    assert len(sections) == len(cases)
    for number, (case, section) in enumerate(zip(cases, sections, strict=True), 1):
        assert section.startswith(f"{number}. ")
        assert f"`{case}`" in section.replace("\n", " ")


@pytest.mark.parametrize("case", CASES)
def test_sound_manifests_are_clean(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES / case)
    sound = list(Path().rglob("sound.*"))
    assert not lint_paths(sound).findings


@pytest.mark.parametrize("case", CASES)
def test_messages_are_short_and_on_one_line(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES / case)
    for finding in lint_paths(["."], config=Config(profile=Profile.STRICT)).findings:
        for part in (finding.message, finding.why, finding.help):
            assert part is None or (part and part.isprintable() and len(part) <= 300), finding


# A region is the token that its finding speaks of, to the character.


@pytest.mark.parametrize("case", CASES)
def test_regions_slice_back_to_their_tokens(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES / case)
    report = lint_paths(["."], config=Config(profile=Profile.STRICT, preview=True))
    for finding in report.findings:
        span = finding.location.span
        assert span is not None
        before, region, after = cut(finding.location.path, span)
        if finding.pointer:
            place = f"{concise.line(finding)}\n{before}>>>{region}<<<{after}"
            assert_token(finding, before, region, after, place)
        for related in finding.related:
            assert related.location.span is not None
            assert cut(related.location.path, related.location.span)[1]


@cache
def lines_of(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def cut(path: str, span: Span) -> tuple[str, str, str]:
    """What stands before a region on its line, in it, and after it; a region is on one line."""
    line = lines_of(Path(path).absolute())[span.start_line - 1]
    assert span.start_line == span.end_line
    assert 1 <= span.start_column <= span.end_column <= len(line) + 1
    start, end = span.start_column - 1, span.end_column - 1
    return line[:start], line[start:end], line[end:]


def assert_token(finding: Finding, before: str, region: str, after: str, place: str) -> None:
    """The region is the value, or the key or the name of what holds it, and no part of a token."""
    span = finding.location.span
    assert span is not None
    document = document_at(Path(finding.location.path).absolute(), span.start_line)
    path, value = written(document, finding.pointer)
    exact = pointer_text(path) == finding.pointer
    if exact and not isinstance(value, dict | list) and finding.rule != "unknown-field":
        assert reads_as(region, value), place
    elif isinstance(path[-1], str):
        assert key_reading(region) == path[-1], place
    elif isinstance(value, dict) and isinstance(value.get("name"), str):
        assert reads_as(region, value["name"]), place
    else:  # an item without a name: all of it, or its first line
        first = reading(region)
        assert not after, place
        assert first == value or (isinstance(value, dict) and begins(value, first)), place
    assert region == region.strip(), place
    assert not (before[-1:] == after[:1] and after[:1] in ("'", '"')), place
    assert not before.rpartition(" ")[2].startswith(("&", "!")), place
    assert before[-1:] in ("", " ", "{", "[", ",", "\ufeff"), place
    assert after[:1] in ("", " ", "}", "]", ",", ":"), place


def begins(value: dict[str, JSON], first: dict[str, JSON]) -> bool:
    """Whether the first line of a map says what the whole map does; what is deeper comes later."""
    return all(key in value and found in (None, value[key]) for key, found in first.items())


@cache
def documents_of(path: Path) -> list[Document]:
    return load(path.read_bytes().decode("utf-8"))


def document_at(path: Path, line: int) -> Document:
    return [each for each in documents_of(path) if each.line <= line][-1]


def written(document: Document, pointer: str) -> tuple[tuple[str | int, ...], JSON]:
    """The longest part of a pointer that the data hold, and what stands there."""
    path: tuple[str | int, ...] = ()
    for part in pointer.split("/")[1:]:
        step = part.replace("~1", "/").replace("~0", "~")
        here = value_at(document.data, path)
        key = int(step) if isinstance(here, list) else step
        if (isinstance(here, dict) and key not in here) or below(here, key) is None:
            break
        path = (*path, key)
    return path, value_at(document.data, path)


def reading(region: str) -> Any:
    """What a text means, which must hold one value and nothing else."""
    (document,) = load(region)
    assert not document.error
    assert not document.problems
    return document.data


def reads_as(region: str, value: JSON) -> bool:
    data = reading(region)
    return bool(data == value) and type(data) is type(value)


def key_reading(region: str) -> object:
    """What a text means as a key: `yes` is "true" there."""
    (key,) = reading(f"{region}: 0")
    return key


# The full Pod is full: what the models know is met somewhere, and read without a fault.


def test_every_field_of_the_pod_spec_is_met() -> None:
    met: dict[type[Node], set[str]] = defaultdict(set)
    for name in (
        "full-pod/pod",
        *(f"volume-types/{each}" for each in ("sound", "gated", "removed")),
    ):
        (document,) = load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8"))
        (decoded,) = decode(document)
        assert decoded.faults == ()
        for node in family(decoded.object):
            data = value_at(document.data, node.at.path)
            assert isinstance(data, dict)
            met[type(node)].update(data)
    missing = {
        f"{model.__name__}.{name}"
        for model, fields in met.items()
        for name, field in api_fields(model).items()
        if not field.until and name not in fields and model is not ObjectMeta
    }
    assert missing == {"Pod.status", "PodSpec.ephemeralContainers"}  # not for manifests
    assert {PodSpec, Container, Probe, Volume, VolumeProjection} <= met.keys()


def family(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children():
        yield from family(child)
