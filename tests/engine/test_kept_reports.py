"""Kept reports: taken as long as nothing has changed that they depend on, and never otherwise."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from engine.built_repositories import BASE, LIMIT, SETTINGS, WEB, application, flux
from engine.changing_repository import ChangingRepository
from hypothesis import given
from hypothesis import strategies as st

from podlint.api.linting import lint_kept, lint_paths
from podlint.cli.project import Project, project_of
from podlint.engine import deployments, unit_report
from podlint.engine.kept.pack import Entry, Pack
from podlint.errors import PodlintError
from podlint.finding.report import Report
from podlint.reading.inputs import Inputs
from podlint.reading.unit import Unit

_LATER = 10 * 10**9


class Kept:
    """A shelf in memory, for runs that start late enough to rely on all files."""

    question = "versions"

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}
        self.early = False
        """Runs start now, so that they do not rely on what has just been changed."""

    @property
    def started(self) -> int:
        return time.time_ns() - (_LATER if self.early else 0)

    def load(self, question: str) -> bytes | None:
        return self.data.get(question)

    def save(self, question: str, data: bytes) -> None:
        self.data[question] = data


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rely on the times of files at once."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + _LATER)


def project() -> Project:
    return project_of(["."], None, {}, Inputs())


def plain(report: Report) -> Report:
    """A report without what it depends on."""
    return report.replace(inputs=(), looked_for=())


def compare(kept: Kept, paths: list[str], steps: object) -> Report | None:
    """Lint with and without what is kept; the reports must be equal."""
    try:
        settings = project()
        config, rules = settings.config, settings.rules
        wanted = lint_paths(paths, config=config, rules=rules)
    except PodlintError:
        return None
    found = lint_kept(paths, config, rules, kept, None, 1)
    assert plain(found) == plain(wanted), steps
    assert {*found.inputs} >= {*wanted.inputs}, (steps, {*wanted.inputs} - {*found.inputs})
    assert {*found.looked_for} >= {*wanted.looked_for}, steps
    return found


@pytest.mark.parametrize("seed", [0, 1, 2, 2006])
def test_kept_reports_are_those_that_would_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    repository = ChangingRepository(tmp_path / "repository", seed)
    (tmp_path / "outside.yaml").write_text("kind: Pod\napiVersion: v1\nmetadata: {name: out}\n")
    monkeypatch.chdir(repository.root)
    kept = Kept()
    steps: list[str] = []
    for _ in range(40):
        count = repository.random.choice((1, 1, 1, 2, 5))
        steps += [repository.change() for _ in range(count)]
        paths = repository.random.choice((["."], ["."], ["."], ["base", "plain"], ["small"]))
        compare(kept, paths, steps)


ALONE = WEB.replace("name: web", "name: alone")
FILES = {
    **BASE,
    "base/settings.yaml": SETTINGS,
    "other/kustomization.yaml": "resources: [web.yaml]\n",
    "other/web.yaml": WEB.replace("name: web", "name: other"),
    "small/kustomization.yaml": "resources: [../base]\npatches: [{path: limit.yaml}]\n",
    "small/limit.yaml": LIMIT,
    "large/kustomization.yaml": "resources: [../base]\nnamePrefix: large-\n",
    "apart/kustomization.yaml": "resources: [../other]\n",
    "plain/web.yaml": ALONE,
    "plain/more/web.yaml": ALONE,
}


class Work:
    """A repository, and what its runs make anew.

    Attributes:
        builds: The folders that were built since the last question.
        units: The units that were linted.
    """

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.kept = root, Kept()
        self.builds: list[str] = []
        self.units: list[str] = []
        lint_build, lint = deployments.lint_build, unit_report.lint

        def building(name: str, folder: str, *rest: Any) -> Any:
            self.builds.append(folder)
            return lint_build(name, folder, *rest)

        def linting(unit: Unit, *rest: Any) -> Any:
            self.units.extend(str(Path(each.path).parent) for each in unit.reported[:1])
            return lint(unit, *rest)

        monkeypatch.setattr(deployments, "lint_build", building)
        monkeypatch.setattr(unit_report, "lint", linting)
        monkeypatch.chdir(root)

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text)

    def run(self, *paths: str) -> tuple[list[str], list[str]]:
        """The folders that are built, and the units that are linted, in a run."""
        settings = project()
        config, rules, named = settings.config, settings.rules, [*paths] or ["."]
        wanted = lint_paths(named, config=config, rules=rules)
        self.builds.clear()
        self.units.clear()
        found = lint_kept(named, config, rules, self.kept, None, 1)
        assert plain(found) == plain(wanted)
        return sorted(self.builds), sorted(self.units)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    found = Work(tmp_path, monkeypatch)
    (tmp_path / ".git").mkdir()
    for name, text in FILES.items():
        found.write(name, text)
    assert found.run() == (
        ["apart", "large", "small"],
        ["apart", "base", "large", "other", "plain", "plain/more", "small"],
    )
    assert found.run() == ([], [])
    return found


@pytest.mark.parametrize(
    ("name", "text", "builds", "units"),
    [
        ("small/limit.yaml", LIMIT.replace("128", "64"), ["small"], ["small"]),
        ("small/kustomization.yaml", "resources: [../base]\n", ["small"], ["base", "small"]),
        ("base/web.yaml", WEB.replace("1.4", "1.5"), ["large", "small"], ["base"]),
        ("base/settings.yaml", SETTINGS.replace("a:", "c:"), [], ["base"]),
        ("plain/web.yaml", ALONE.replace("1.4", "1.5"), [], ["plain"]),
        ("plain/new.yaml", SETTINGS, [], ["plain"]),
        ("plain/notes.txt", "words", [], ["plain"]),
        ("new/web.yaml", WEB, [], ["new"]),
        ("new/kustomization.yaml", "resources: [../other]\n", ["new"], ["new"]),
        ("new/kustomization.yaml", "resources: [../plain/more]\n", [], ["new"]),
        ("plain/kustomization.yaml", "resources: [web.yaml]\n", ["plain"], ["plain"]),
        (".podlint.yaml", "exclude: [plain]\n", ["apart", "large", "small"], ["apart", "base", "large", "other", "small"]),
        (".gitignore", "/plain/\n", [], ["apart", "base", "large", "other", "small"]),
        ("plain/.gitignore", "nothing\n", [], ["plain", "plain/more"]),
        ("apps/app.yaml", application("large"), ["large"], ["apps"]),
        ("apps/flux.yaml", flux("./plain/more"), ["plain/more"], ["apps", "plain", "plain/more"]),
    ],
)  # fmt: skip
def test_a_change_invalidates_only_what_has_read_it(
    work: Work, name: str, text: str, builds: list[str], units: list[str]
) -> None:
    work.write(name, text)
    assert work.run() == (builds, units)
    assert work.run() == ([], [])


def test_a_file_that_is_written_again_invalidates_nothing(work: Work) -> None:
    for name, text in FILES.items():
        (work.root / name).unlink()
        work.write(name, text)
    assert work.run() == ([], [])


def test_some_files_take_the_reports_on_builds_of_all(work: Work) -> None:
    assert work.run("small") == ([], [])
    builds, units = work.run("base/web.yaml", "plain/web.yaml")
    assert builds == []
    assert units == ["base", "plain"]
    assert work.run("base/web.yaml", "plain/web.yaml") == ([], [])


def test_what_has_just_been_changed_is_not_kept(work: Work) -> None:
    work.kept.early = True
    work.write("small/limit.yaml", LIMIT.replace("128", "64"))
    work.write("plain/web.yaml", ALONE.replace("1.4", "1.5"))
    assert work.run() == (["small"], ["plain", "small"])
    assert work.run() == (["small"], ["plain", "small"])
    work.kept.early = False
    assert work.run() == (["small"], ["plain", "small"])
    assert work.run() == ([], [])


def test_a_suppression_may_end_overnight(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    day = "2026-11-30"
    comment = f"# podlint: ignore-file[probe-timeout-exceeds-period until={day}] later\n"
    work.write("plain/web.yaml", comment + ALONE)
    monkeypatch.setattr(Inputs, "today", lambda inputs: _day(inputs, day))
    work.run()
    assert work.run() == ([], [])
    monkeypatch.setattr(Inputs, "today", lambda inputs: _day(inputs, "2026-12-01"))
    assert work.run() == ([], ["plain"])
    assert work.run() == ([], [])


def _day(inputs: Inputs, text: str) -> date:
    inputs.record.day = date.fromisoformat(text)
    return inputs.record.day


def test_no_secret_is_kept(work: Work) -> None:
    secret = "n0t-f0r-y0ur-eyes"
    words = f"env: [{{name: PASSWORD, value: {secret}}}]\n          envFrom:"
    for name in ("base/web.yaml", "plain/web.yaml"):
        work.write(name, WEB.replace("envFrom:", words))
    work.write(
        "plain/key.yaml",
        f"apiVersion: v1\nkind: Secret\nmetadata: {{name: key}}\nstringData: {{token: {secret}}}\n",
    )
    work.write(".podlint.yaml", "profile: strict\n")
    work.run()
    assert work.run() == ([], [])
    (data,) = (each for key, each in work.kept.data.items() if b"PASSWORD" in each)
    assert secret.encode() not in data


def test_what_cannot_be_read_is_checked_again(work: Work) -> None:
    (work.root / "plain/other.yaml").write_bytes(b"\xff")
    work.run()
    assert work.run() == ([], ["plain"])


@given(place=st.integers(0), damage=st.binary(max_size=3))
def test_a_damaged_pack_is_no_error(place: int, damage: bytes) -> None:
    pack = Pack()
    pack.entries["key"] = Entry(
        (("read", "/a", "b"), ("asked", "c", ("/d",), "e")), {"/r": "w"}, [], "", ("s",), "{}"
    )
    pack.used["key"] = pack.run
    whole = pack.written()
    place %= len(whole)
    Pack.read(whole[:place] + damage + whole[place + max(len(damage), 1) :])
    assert Pack.read(whole).entries.keys() == {"key"}
    assert Pack.read(whole).entries["key"].dependencies == pack.entries["key"].dependencies


def test_a_damaged_entry_is_made_again(work: Work) -> None:
    ((key, data),) = work.kept.data.items()
    for old, new in (
        (b'"findings"', b'"x"'),
        (b'{"0":', b'{"99":'),
        (b'"asked"', b'"askes"'),
        (b"[[", b"["),
    ):
        work.kept.data[key] = data.replace(old, new)
        work.run()
        work.kept.data[key] = data.replace(old, new, 5)
        work.run()


def test_what_is_not_used_for_long_is_forgotten(work: Work) -> None:
    for number in range(40):
        work.write("plain/web.yaml", ALONE.replace("1.4", f"1.{number}"))
        work.run("plain/web.yaml")
    builds, _ = work.run()
    assert builds == ["apart", "large", "small"]


def test_a_pack_has_a_maximum_size(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podlint.engine.kept.pack._MOST_BYTES", 2000)
    work.write("plain/web.yaml", ALONE.replace("1.4", "1.5"))
    work.run()
    (data,) = work.kept.data.values()
    assert 0 < len(Pack.read(data).entries) < 10
