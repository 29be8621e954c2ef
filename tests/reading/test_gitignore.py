"""Patterns in the form of `.gitignore`: git's own answers, and the time they take."""

from __future__ import annotations

import gzip
import json
import time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from podlint.reading.files import collect
from podlint.reading.gitignore import IgnoreLines, never_matches, split_lines
from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import PathPatterns

GOLDEN = Path(__file__).parents[1] / "golden" / "gitignore.json.gz"
RECORDED: list[dict[str, Any]] = json.loads(gzip.decompress(GOLDEN.read_bytes()))


@pytest.mark.parametrize("case", RECORDED, ids=range(len(RECORDED)))
def test_the_answers_of_git(case: dict[str, Any]) -> None:
    for each in case["texts"]:
        lines = IgnoreLines(split_lines(each["text"]))
        ignored = [
            path
            for path in case["paths"]
            if lines.ignores(path.removesuffix("/"), folder=path.endswith("/"))
        ]
        assert ignored == [case["paths"][number] for number in each["ignored"]], each["text"]


def test_enough_was_recorded() -> None:
    answers = [bool(each["ignored"]) for case in RECORDED for each in case["texts"]]
    assert len(answers) == 1_000
    assert 250 < sum(answers) < 750


@pytest.mark.parametrize(
    ("line", "matching", "other"),
    [
        ("web.yaml", ["web.yaml", "a/b/web.yaml", "web.yaml/below"], ["web.yaml2", "aweb.yaml"]),
        ("*.yaml", ["web.yaml", "a/.yaml", "x.yaml/deep/a"], ["web.yml", "yaml"]),
        ("/web", ["web", "web/a"], ["a/web"]),
        ("a/web", ["a/web"], ["b/a/web"]),
        ("build/", ["build/a", "a/build/b"], ["build"]),
        ("a/*/c", ["a/b/c"], ["a/c", "a/b/b/c"]),
        ("a/**/c", ["a/c", "a/b/c", "a/b/b/c", "a/b/c/d"], ["b/a/c", "ac", "a/bc"]),
        ("**/c/d", ["c/d", "a/b/c/d"], ["c/a/d"]),
        ("a/**", ["a/b", "a/b/c"], ["a", "b/a/b"]),
        ("a**b/c", ["ab/c", "axxb/c"], ["a/b/c", "ax/b/c"]),
        ("web?.yaml", ["web1.yaml"], ["web.yaml", "web12.yaml", "webé.yaml"]),
        ("*a*b*c*", ["abc", "xaxbxcx"], ["acb", "a/b/c"]),
        ("**/a*/**/b*c/**/d", ["ax/bc/d", "x/a/y/bxc/y/z/d"], ["a/b/c/d", "bc/a/d"]),
    ],
)
def test_what_a_line_means(line: str, matching: list[str], other: list[str]) -> None:
    lines = IgnoreLines([line])
    assert [path for path in (*matching, *other) if lines.ignores(path)] == matching


HOSTILE = [
    ("*a" * 100 + "b", "a" * 4_000),
    ("a*" * 100 + "b", "a" * 250),
    ("**/a/" * 200 + "b", "a/" * 200 + "a"),
    ("**/*a*a*a/" * 20 + "x", "aaaaaaaaaa/" * 300 + "y"),
    ("/".join(["*a*b*"] * 100) + "/x", "/".join(["ab" * 20] * 100)),
    ("[a-z]*" * 100 + "1", "a" * 4_000),
    ("?*" * 1_000 + "b", "a" * 4_000),
    ("*" * 200_000 + "b", "a" * 4_000),
    ("[" + "[:" * 200_000 + "]", "a"),
    ("a" * 500_000, "a" * 4_000),
    ("*?" * 50_000, "a" * 4_000),
]


@pytest.mark.parametrize(("line", "path"), HOSTILE, ids=[line[:12] for line, _ in HOSTILE])
def test_no_pattern_takes_long(line: str, path: str) -> None:
    began = time.process_time()
    IgnoreLines([line]).ignores(path)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("line", ["*a" * 100 + "b", "a*" * 100 + "b", "[a-z]*" * 100 + "1"])
def test_names_of_namespaces_and_rules_are_matched_in_time(line: str) -> None:
    # These are compared with Python's own `fnmatch`, which does not backtrack either.
    began = time.process_time()
    assert not fnmatchcase("a" * 5_000, line)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("line", ["[a", "a\\", "/", "!", "[[:foo:]]"])
def test_a_line_that_matches_nothing_is_known_as_such(line: str) -> None:
    assert never_matches(line)


@pytest.mark.parametrize("line", ["", "  ", "# [", "a", "[a]", "!a", "\\#"])
def test_other_lines_are_not(line: str) -> None:
    assert not never_matches(line)


def test_a_folder_that_is_ignored_takes_along_what_is_below() -> None:
    exclude = PathPatterns(("vendor/", "!vendor/ours.yaml", "lib/*", "!lib/ours.yaml"))
    excluded = [
        path
        for path in ("vendor/a.yaml", "vendor/ours.yaml", "lib/a.yaml", "lib/ours.yaml")
        if exclude.match(Path(path))
    ]
    assert excluded == ["vendor/a.yaml", "vendor/ours.yaml", "lib/a.yaml"]


def test_a_search_that_begins_in_an_ignored_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/out/\n!kept.yaml\n")
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "deep" / ".gitignore").write_text("!*\n")
    for name in ("out/kept.yaml", "out/deep/a.yaml", "b.yaml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    for start, found in {".": ["b.yaml"], "out": [], "out/deep": []}.items():
        assert [path.as_posix() for path in collect(Inputs(), [Path(start)]).files] == found


def test_lines_break_as_in_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_bytes("\ufeffa.yaml\r\nb\u2028.yaml\nc\x0c.yaml".encode())
    for name in ("a.yaml", "b\u2028.yaml", "b", ".yaml", "c\x0c.yaml", "d.yaml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert [path.name for path in collect(Inputs(), [Path()]).files] == [".yaml", "d.yaml"]


def test_a_folder_of_that_name_ignores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "below" / ".gitignore").mkdir(parents=True)
    (tmp_path / "below" / "a.yaml").touch()
    monkeypatch.chdir(tmp_path)
    files = collect(Inputs(), [Path()]).files
    assert [path.as_posix() for path in files] == ["below/a.yaml"]
