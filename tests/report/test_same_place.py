"""All formats place a finding on the same character, each in its own units.

The files are below a folder with blanks and umlauts, and a rocket (four bytes in UTF-8, two code
units in UTF-16, two cells in a terminal) stands before the value.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from podlint import Config, lint_paths
from podlint.report import FORMATS, View, render
from podlint.rule.packs import builtin_rules

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: "🚀é"}
spec:
  containers: [{name: "🚀 wéb", image: "app:1", securityContext: {privileged: true}}]
"""
JSON = """\
{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "🚀é"},
 "spec": {"containers": [
   {"name": "🚀 wéb", "image": "app:1", "securityContext": {"privileged": true}}]}}
"""
BASE = POD.replace(", securityContext: {privileged: true}", "")
PATCH = POD.replace(' image: "app:1",', "")
OVERLAY = {
    "bäse/kustomization.yaml": "resources: [po d.yaml]\n",
    "bäse/po d.yaml": BASE,
    "prod/kustomization.yaml": "resources: [../bäse]\npatches: [{path: pät ch.yaml}]\n",
    "prod/pät ch.yaml": PATCH,
}
CASES = {
    "yaml": ({"po d.yaml": POD}, "po d.yaml"),
    "windows": ({"po d.yaml": POD.replace("\n", "\r\n")}, "po d.yaml"),
    "marked": ({"po d.yaml": f"\ufeff{POD}"}, "po d.yaml"),
    "json": ({"po d.json": JSON}, "po d.json"),
    "overlay": (OVERLAY, "prod/pät ch.yaml"),
    "overlay-windows": (
        {path: text.replace("\n", "\r\n") for path, text in OVERLAY.items()},
        "prod/pät ch.yaml",
    ),
}  # fmt: skip


class Place(NamedTuple):
    """Where a report says that the value is; columns are code points from 1, None if not said."""

    path: Path
    line: int
    column: int | None = None
    end: int | None = None


class Said(NamedTuple):
    """What a report says, and what is needed to understand it."""

    text: str
    folder: Path
    """The working directory, which reports for people name files from."""
    root: Path
    """The repository, which reports for platforms name files from."""

    def line(self, path: Path, number: int) -> str:
        text = path.read_text(encoding="utf-8-sig")
        return text.splitlines()[number - 1]

    def decoded(self, path: Path, line: int, start: int, end: int, encoding: str) -> Place:
        """A place whose columns count the units of an encoding."""
        units = self.line(path, line).encode(encoding)
        size = 2 if "16" in encoding else 1
        columns = [len(units[: (each - 1) * size].decode(encoding)) + 1 for each in (start, end)]
        return Place(path, line, *columns)


def from_text(said: Said) -> Place:
    header, _, excerpt, carets = said.text.splitlines()[:4]
    found = re.match(r"(.+):(\d+):(\d+) warning privileged-container$", header)
    assert found
    place = Place(said.folder / found[1], int(found[2]), int(found[3]))
    # What stands above the carets, in cells of a terminal.
    cells = "".join(each * (2 if unicodedata.east_asian_width(each) == "W" else 1) for each in excerpt)  # fmt: skip
    start, length = carets.index("^"), carets.count("^")
    assert cells[start : start + length] == "true"
    return place._replace(end=place.column + length)  # type: ignore[operator]


def from_concise(said: Said) -> Place:
    found = re.match(r"(.+):(\d+):(\d+): warning: ", said.text)
    assert found
    return Place(said.folder / found[1], int(found[2]), int(found[3]))


def _of_data(finding: dict[str, Any], said: Said) -> Place:
    at = (finding["line"], finding["column"], finding["end_column"])
    return Place(said.folder / finding["path"], *map(int, at))


def from_json(said: Said) -> Place:
    (finding,) = json.loads(said.text)["findings"]
    return _of_data(finding, said)


def from_jsonl(said: Said) -> Place:
    return _of_data(json.loads(said.text.splitlines()[0]), said)


def from_csv(said: Said) -> Place:
    (row,) = csv.DictReader(io.StringIO(said.text))
    return _of_data(row, said)


def from_sarif(said: Said) -> Place:
    (result,) = json.loads(said.text)["runs"][0]["results"]
    physical = result["locations"][0]["physicalLocation"]
    region, artifact = physical["region"], physical["artifactLocation"]
    assert artifact["uriBaseId"] == "%SRCROOT%"
    path = said.root / unquote(artifact["uri"], errors="strict")
    assert region["startLine"] == region["endLine"]
    columns = region["startColumn"], region["endColumn"]
    return said.decoded(path, region["startLine"], *columns, "utf-16-le")


def from_rdjson(said: Said) -> Place:
    (found,) = json.loads(said.text)["diagnostics"]
    start, end = (found["location"]["range"][each] for each in ("start", "end"))
    assert start["line"] == end["line"]
    path = said.root / found["location"]["path"]
    return said.decoded(path, start["line"], start["column"], end["column"], "utf-8")


def from_gitlab(said: Said) -> Place:
    (issue,) = json.loads(said.text)
    begin, end = (issue["location"]["positions"][each] for each in ("begin", "end"))
    assert begin["line"] == end["line"]
    path = said.root / issue["location"]["path"]
    return Place(path, begin["line"], begin["column"], end["column"])


def from_github(said: Said) -> Place:
    found = re.match(r"::warning ([^:]+)::", said.text)
    assert found
    given = dict(each.split("=") for each in found[1].split(","))
    assert given["line"] == given["endLine"]
    at = (int(given[each]) for each in ("line", "col", "endColumn"))
    return Place(said.root / given["file"], *at)


def from_junit(said: Said) -> Place:
    (case,) = (
        each
        for each in ET.fromstring(said.text.encode()).iter("testcase")
        if each.find("failure") is not None
    )
    found = re.fullmatch(r"privileged-container at (\d+):(\d+)", case.attrib["name"])
    assert found
    return Place(said.root / case.attrib["classname"], int(found[1]), int(found[2]))


def from_markdown(said: Said) -> Place:
    found = re.search(r"### <code>(.+)</code>\n\n- ⚠️ line (\d+): ", said.text)
    assert found
    return Place(said.root / found[1], int(found[2]))


def from_html(said: Said) -> Place:
    page = unescape(said.text)
    found = re.search(r'data-file="([^"]+)".*?line (\d+), column (\d+) ', page, re.DOTALL)
    assert found
    place = Place(said.root / found[1], int(found[2]), int(found[3]))
    excerpt = re.search(r"\d+ </span>([^<]*)<mark>(\w+)</mark>([^<]*)</pre>", page)
    assert excerpt
    assert "".join(excerpt.groups()).strip() == said.line(place.path, place.line).strip()
    return place._replace(end=place.column + len(excerpt[2]))  # type: ignore[operator]


READERS: dict[str, Callable[[Said], Place]] = {form: globals()[f"from_{form}"] for form in FORMATS}
WITHOUT_COLUMN = {"markdown"}
WITHOUT_END = {"concise", "junit", "markdown"}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_a_finding_is_on_the_same_character(
    case: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, faulty = CASES[case]
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "über alles"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    monkeypatch.chdir(folder)
    config = Config(select=("privileged-container",))
    report = lint_paths(["."], config=config)
    written = render(report, form, View(config, rules=tuple(builtin_rules())))

    found = READERS[form](Said(written, folder, tmp_path))

    lines = files[faulty].removeprefix("\ufeff").splitlines()
    (number,) = (index for index, line in enumerate(lines, 1) if "privileged" in line)
    column = lines[number - 1].index("true") + 1
    wanted = Place(folder / faulty, number, column, column + len("true"))
    if form in WITHOUT_COLUMN:
        wanted = wanted._replace(column=None)
    if form in WITHOUT_END:
        wanted = wanted._replace(end=None)
    assert found == wanted
