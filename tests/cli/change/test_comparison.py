"""``--base`` reports what a change brings, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from podlint.cli.arguments import run
from podlint.cli.change.comparison import _Reduction
from podlint.cli.change.lines import Changes
from podlint.document import Span
from podlint.finding.report import Finding, Location, RelatedLocation, Report, Suppression
from podlint.finding.severity import Severity
from tests.cli.repositories import commit, git, new_repository, write

Files = Mapping[str, str | None]


def pod(name: str, *lines: str, image: str = "nginx:1.27") -> str:
    """A Pod; the lines are fields of its container."""
    fields = "".join(f"      {line}\n" for line in lines)
    return (
        f"apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\nspec:\n  containers:\n"
        f"    - name: app\n      image: {image}\n{fields}"
    )


PORT = ("ports:", "  - containerPort: 80", "    hostPort: 80")
PRIVILEGED = ("securityContext:", "  privileged: true")

OLD = {"old.yaml": pod("old", *PORT), "clean.yaml": pod("clean")}

CONFIG = pod(
    "uses",
    "env:",
    "  - name: HOST",
    "    valueFrom:",
    "      configMapKeyRef: {name: settings, key: host}",
)
SETTINGS = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  host: a\n"

OVERLAYS = {
    "base/pod.yaml": pod("web", *PORT),
    "base/kustomization.yaml": "resources: [pod.yaml]\n",
    **{f"{name}/kustomization.yaml": "resources: [../base]\n" for name in ("a", "b", "c")},
}
PATCH = (
    "resources: [../base]\npatches:\n  - patch: |\n      apiVersion: v1\n      kind: Pod\n"
    "      metadata: {name: web}\n      spec: {hostNetwork: true}\n"
)

CASES: dict[str, tuple[Mapping[str, str], Files, list[str]]] = {
    "nothing changes": (OLD, {}, []),
    "a new fault in another file": (
        OLD,
        {"clean.yaml": pod("clean", *PRIVILEGED)},
        ["clean.yaml:10 privileged-container"],
    ),
    "a new fault in the same file": (
        OLD,
        {"old.yaml": pod("old", *PRIVILEGED, *PORT)},
        ["old.yaml:10 privileged-container"],
    ),
    "lines above an old fault": (OLD, {"old.yaml": "# one\n\n# two\n" + pod("old", *PORT)}, []),
    "an old fault in a changed line": (
        OLD,
        {"old.yaml": pod("old", *PORT).replace("hostPort: 80", "hostPort: 81")},
        ["old.yaml:11 host-port"],
    ),
    "a comment behind an old fault": (
        OLD,
        {"old.yaml": pod("old", *PORT).replace("hostPort: 80", "hostPort: 80  # why not")},
        ["old.yaml:11 host-port"],
    ),
    "a fault is corrected": (OLD, {"old.yaml": pod("old")}, []),
    "a file is removed": (OLD, {"old.yaml": None}, []),
    "a file is renamed": (OLD, {"old.yaml": None, "new.yaml": pod("old", *PORT)}, []),
    "a file moves to another folder": (
        OLD,
        {"old.yaml": None, "deep/down/old.yaml": pod("old", *PORT)},
        [],
    ),
    "a renamed file gets a fault": (
        OLD,
        {"old.yaml": None, "new.yaml": pod("old", *PRIVILEGED, *PORT)},
        ["new.yaml:10 privileged-container"],
    ),
    "a file is copied": (
        OLD,
        {"copy.yaml": pod("old", *PORT)},
        ["copy.yaml:11 host-port"],
    ),
    "a new file": (OLD, {"new.yaml": pod("new", *PORT)}, ["new.yaml:11 host-port"]),
    "a second fault at the same field of another object": (
        OLD,
        {"old.yaml": pod("old", *PORT) + "---\n" + pod("older", *PORT)},
        ["old.yaml:23 host-port"],
    ),
    "a document before an old fault": (
        OLD,
        {"old.yaml": pod("first") + "---\n" + pod("old", *PORT)},
        [],
    ),
    "a line is removed that prevented a fault": (
        {"safe.yaml": pod("old", "# podlint: ignore[host-port] a node agent", *PORT)},
        {"safe.yaml": pod("old", *PORT)},
        ["safe.yaml:11 host-port"],
    ),
    "a fault that another file causes": (
        {"pod.yaml": CONFIG, "settings.yaml": SETTINGS},
        {"settings.yaml": SETTINGS.replace("host", "port")},
        ["pod.yaml:12 undefined-config-key"],
    ),
    "one edit in what overlays build": (
        OVERLAYS,
        {"base/pod.yaml": pod("web", *PRIVILEGED, *PORT)},
        ["base/pod.yaml:10 privileged-container in a, b, c"],
    ),
    "a patch of one overlay": (
        OVERLAYS,
        {"b/kustomization.yaml": PATCH},
        ["b/kustomization.yaml:7 host-namespaces in b"],
    ),
    "a new overlay of an old fault": (
        OVERLAYS, {"d/kustomization.yaml": "resources: [../base]\n"}, []
    ),
    "an old fault in a kustomization without a suffix": (
        {**OVERLAYS, "e/Kustomization": PATCH, "e/other.yaml": pod("other")},
        {"e/other.yaml": pod("another")},
        [],
    ),
    "line ends": (OLD, {"old.yaml": pod("old", *PORT).replace("\n", "\r\n")}, []),
    "a rule that the change turns on": (
        {**OLD, ".podlint.yaml": "ignore: [host-port]\n"}, {".podlint.yaml": "select: [host-port]\n"}, []
    ),
    "a file with a strange name": (
        {"a\nb \udcff.yaml": pod("old", *PORT)},
        {"a\nb \udcff.yaml": pod("old", *PRIVILEGED, *PORT)},
        ["a\nb \udcff.yaml:10 privileged-container"],
    ),
    "a file that cannot be read becomes readable": (
        {"bad.yaml": "apiVersion: v1\nkind: Pod\n: [\n"},
        {"bad.yaml": pod("old", *PORT)},
        ["bad.yaml:11 host-port"],
    ),
}  # fmt: skip


def found(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """What `podlint check` finds, with the builds."""
    assert run(["check", "--format=json", *words]) in (0, 1), capsys.readouterr().err
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return [
        f"{each['path']}:{each['line']} {each['rule']}"
        + (f" in {', '.join(built['build'] for built in each['builds'])}" if each["builds"] else "")
        for each in data["findings"]
    ]


def finding(message: str = "m", line: int = 1, **more: Any) -> Finding:
    location = Location("a.yaml", Span(line, 1, line, 2))
    return Finding("r", Severity.ERROR, message, location, identity="i", **more)


def at(path: str, line: int) -> RelatedLocation:
    return RelatedLocation("there", Location(path, Span(line, 1, line, 2)))


def reduced(now: list[Finding], past: list[Finding], lines: Mapping[str, Any]) -> list[Finding]:
    here = {str(Path(path).absolute()): spans for path, spans in lines.items()}
    reduction = _Reduction(Report(tuple(past)), Changes({}, here, frozenset()))
    return list(reduction.of(Report(tuple(now)), ()).findings)


def test_findings_at_one_field_are_counted() -> None:
    one, other, third = finding("one", 1), finding("other", 2), finding("third", 3)
    assert reduced([one, other], [other], {}) == [one]
    assert reduced([one, other], [one], {}) == [other]
    assert reduced([one, other], [third], {}) == [one]
    assert reduced([one, other], [one, other], {}) == []
    assert reduced([one], [one, other], {}) == []
    assert reduced([one, other, third], [one], {"a.yaml": [(3, 4)]}) == [other, third]


def test_a_related_place_may_be_what_changed() -> None:
    each = finding(related=(at("b.yaml", 7),))
    assert reduced([each], [each], {"b.yaml": [(6, 7), (8, 9)]}) == []
    assert reduced([each], [each], {"b.yaml": [(6, 8)]}) == [each]


def test_a_suppressed_finding_is_no_older_finding() -> None:
    each = finding()
    assert reduced([each], [each.replace(suppressed=Suppression("comment", ""))], {}) == [each]


@pytest.mark.parametrize("state", ["committed", "staged", "in the working tree"])
@pytest.mark.parametrize("name", CASES)
def test_a_change_brings(
    name: str,
    state: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before, after, expected = CASES[name]
    folder = new_repository(tmp_path / "repository", before)
    git(folder, "switch", "--quiet", "--create=feature")
    write(folder, after)
    if state == "committed":
        commit(folder)
    elif state == "staged":
        git(folder, "add", "--all")
    monkeypatch.chdir(folder)
    assert found(capsys, "--base=main") == expected
