"""What is said of a file does not depend on which other files are named."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from podlint import Report, lint_file, lint_paths
from podlint.config.config import Config
from podlint.finding.severity import Profile
from podlint.reading.files import collect
from podlint.reading.inputs import Inputs

FIXTURES = Path(__file__).parents[1] / "fixtures"
ALL_RULES = Config(profile=Profile.STRICT, preview=True)
SUBSETS = 40
LARGEST = 12


@pytest.fixture(autouse=True)
def in_fixtures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES)


@cache
def full() -> Report:
    return lint_paths(["."], config=ALL_RULES)


@cache
def files() -> list[str]:
    return [path.as_posix() for path in collect(Inputs(), [Path()]).files]


def assert_same(report: Report, named: Sequence[str]) -> None:
    """The report is the full one, restricted to the named files."""
    wanted = set(named)
    assert report.findings == tuple(
        each for each in full().findings if each.location.path in wanted
    )
    assert report.skipped == tuple(each for each in full().skipped if each.path in wanted)
    assert set(report.errors) == {each for each in full().errors if each.path in wanted}
    assert report.files + len(report.errors) == len(wanted)


def test_the_tree_is_worth_the_test() -> None:
    assert len(files()) > 50
    assert len(full().findings) > 200
    assert full().errors
    rules = {each.rule for each in full().findings}
    assert {"service-port-not-open", "undefined-volume", "invalid-yaml"} <= rules


@pytest.mark.parametrize("seed", range(SUBSETS))
def test_any_files_are_reported_as_in_the_whole(seed: int) -> None:
    chance = random.Random(seed)
    named = chance.sample(files(), chance.randint(1, LARGEST))
    assert_same(lint_paths(named, config=ALL_RULES), named)


@pytest.mark.parametrize(
    "folder", sorted(path.parent.name for path in FIXTURES.glob("*/expected.txt"))
)
def test_a_folder_is_reported_as_in_the_whole(folder: str) -> None:
    named = [path for path in files() if path.startswith(f"{folder}/")]
    assert_same(lint_paths([folder], config=ALL_RULES), named)


@pytest.mark.parametrize(
    "path",
    [
        "service-and-pods-apart/service.yaml",
        "kustomize-patches/patched/deployment.yaml",
        "kustomize-patches/patched/patches/web.yaml",
        "kustomize-patches/base/service.yaml",
        "helm-chart/templates/service.yaml",
        "unreadable-documents/latin-1.yaml",
    ],
)
def test_a_file_alone_is_reported_with_its_unit_in_mind(path: str) -> None:
    assert_same(lint_file(path, config=ALL_RULES), [path])


def test_names_twice_and_in_folders_count_once() -> None:
    named = ["cron-job", "cron-job/faulty.yaml", "./cron-job/sound.yaml", "cron-job/../cron-job"]
    assert_same(
        lint_paths(named, config=ALL_RULES), ["cron-job/faulty.yaml", "cron-job/sound.yaml"]
    )


def test_where_one_stands_changes_only_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("kustomize-patches/patched")
    below = lint_paths(["."], config=ALL_RULES)
    monkeypatch.chdir("patches")
    above = lint_paths(["../service.yaml", "../../patched"], config=ALL_RULES)
    assert _said(above) == _said(below)


def _said(report: Report) -> list[tuple[str, str, str]]:
    return sorted(
        (each.identity, str(each.location.span), each.message) for each in report.findings
    )


def test_of_two_objects_that_fit_the_same_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file is named."""
    monkeypatch.chdir(tmp_path)
    service = "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {selector: {app: db}, "
    service += "ports: [{port: 1}]}\n"
    stateful = """\
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: "db:9"}]}
"""
    Path("a.yaml").write_text(service)
    Path("b.yaml").write_text(service + stateful)
    config = Config(select=("stateful-set-without-headless-service",))
    (whole,) = lint_paths(["."], config=config).findings
    (alone,) = lint_file("b.yaml", config=config).findings
    assert whole == alone
    assert whole.related
