"""`make upgrade-report`: what it says of two releases, and which promises it finds broken."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from upgrade import Comparison, Found, Release
from upgrade_report import ReleaseError, installed, last_release, main
from upgrade_text import markdown

from podlint.version import VERSION
from tests.cli.repositories import commit, git, new_repository, write

ROOT = Path(__file__).parents[1]
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  hostPID: true
  containers: [{name: app, image: "app:1.4"}]
"""


def rule(name: str, severity: str = "warning", **more: Any) -> dict[str, Any]:
    return {"name": name, "severity": severity, "preview": False, "aliases": [], **more}


def found(rule: str, line: int = 1, severity: str = "warning", about: str = "") -> Found:
    return Found("set/a.yaml", line, rule, about or f" Pod/web spec[{line}]", severity, "m")


def release(
    version: str, *rules: dict[str, Any], default: Any = (), strict: Any = (), **settings: str
) -> Release:
    findings = {"recommended": list(default), "strict": [*default, *strict]}
    return Release(version, "1.37", {each["name"]: each for each in rules}, settings, findings)


def broken(old: Release, new: Release) -> list[str]:
    return list(Comparison(old, new).broken_promises())


OLD = release("1.2.0", rule("a"), rule("b"), default=[found("a", 1), found("b", 2)])


def test_rules_are_new_renamed_and_removed() -> None:
    new = release("1.3.0", rule("a", "error"), rule("c", aliases=["b"]), rule("d", preview=True))
    comparison = Comparison(OLD, new)
    assert (comparison.new_rules, comparison.renamed) == (["d"], {"b": "c"})
    assert (comparison.removed_rules, comparison.severities) == ([], {"a": ("warning", "error")})
    text = markdown(comparison, ["set"])
    for row in ("| `d` | new: warning, in preview |", "| `c` | renamed; was `b` |", "| `a` | error; was warning |"):  # fmt: skip
        assert f"{row}\n" in text


@pytest.mark.parametrize("version", ["1.2.1", "1.3.0", "2.0.0"])
def test_a_name_never_stops_working(version: str) -> None:
    new = release(version, rule("a"), default=[found("a", 1)])
    assert "the rule b was removed or renamed, and its name is no alias" in broken(OLD, new)
    assert "### Broken promises" in markdown(Comparison(OLD, new), ["set"])


@pytest.mark.parametrize(
    ("new", "promise"),
    [
        (release("1.2.1", rule("a"), rule("b"), default=[found("a", 1), found("a", 3)]), "set/a.yaml:3: new finding of a: m"),
        (release("1.2.1", rule("a"), rule("b"), default=[found("a", 1, "error"), found("b", 2)]), "set/a.yaml:1: a is now error, not warning"),
        (release("1.2.1", rule("a"), rule("b"), rule("c")), "the rule c is new and not in preview"),
        (release("1.2.1", rule("a", "info"), rule("b")), "the severity of a changed from warning to info"),
    ],
)  # fmt: skip
def test_a_patch_release_adds_nothing(new: Release, promise: str) -> None:
    assert broken(OLD, new) == [promise]
    assert broken(OLD, new._replace(version="1.3.0")) == []
    assert broken(OLD, new._replace(version="2.2.1")) == []


def test_what_a_patch_release_may_change() -> None:
    new = release(
        "1.2.1", rule("a"), rule("b"), rule("c", preview=True),
        default=[found("a", 1, "info")], strict=[found("a", 9, "info")],
    )  # fmt: skip
    assert broken(OLD, new) == []


def test_findings_are_the_same_if_their_field_or_line_is() -> None:
    new = release(
        "1.3.0", rule("a"), rule("c", aliases=["b"]),
        default=[
            found("a", 8, about=" Pod/web spec[1]"),
            found("c", 2, about=" Pod/web other name"),
            found("a", 4), found("a", 4),
        ],
    )  # fmt: skip
    difference = Comparison(OLD, new).findings("recommended")
    assert difference.added == [found("a", 4), found("a", 4)]
    assert (difference.removed, difference.changed) == ([], [])
    assert difference.numbers == {"a": (1, 3), "c": (1, 1)}


def test_findings_are_listed_by_rule_and_profile() -> None:
    new = release(
        "1.3.0", rule("a"), rule("b"),
        default=[found("a", 1, "error"), found("a", 3)], strict=[found("b", 7, "info")],
    )  # fmt: skip
    text = markdown(Comparison(OLD, new), ["one", "two"])
    default, strict = re.findall(r"(?s)### (?:Findings|Other).*?(?=\n###)", text)
    assert "checked one, two without configuration" in text
    assert "2 findings before, 2 after." in default
    assert "| `a` | 1 | 2 | 1 | 0 | 1 from warning to error | + set/a.yaml:3 |" in default
    assert "| `b` | 1 | 0 | 0 | 1 |  | - set/a.yaml:2 |" in default
    assert "`a`" not in strict
    assert "| `b` | 1 | 1 | 1 | 1 |  | + set/a.yaml:7<br>- set/a.yaml:2 |" in strict


def test_settings_are_compared_by_their_defaults() -> None:
    old = release("1.2.0", same="1", other="1", gone="null")
    new = release("1.3.0", same="1", other="2", added="[]")
    rows = markdown(Comparison(old, new), ["set"]).splitlines()[-3:]
    assert rows == ["| `added` | - | `[]` |", "| `gone` | `null` | - |", "| `other` | `1` | `2` |"]


def test_the_same_release_differs_in_nothing() -> None:
    text = markdown(Comparison(OLD, OLD), ["set"])
    for line in ("No rule was added, renamed or removed.", "All findings are the same.", "No setting changed."):  # fmt: skip
        assert line in text
    assert broken(OLD, OLD) == []


def test_the_last_release_is_a_tag_or_the_commit_before_the_version(tmp_path: Path) -> None:
    version = {"podlint/version.py": 'VERSION = "0.1.0"\n'}
    folder = new_repository(tmp_path / "repository", {})
    with pytest.raises(ReleaseError, match="no earlier release; pass --from"):
        last_release(folder)
    write(folder, version)
    commit(folder)
    write(folder, {"a": "a"})
    last = commit(folder)
    write(folder, {"podlint/version.py": 'VERSION = "0.2.0"\n'})
    commit(folder)
    write(folder, {"a": "b"})
    commit(folder)
    assert git(folder, "rev-parse", last_release(folder)) == last
    git(folder, "tag", "v0.2.0")
    assert git(folder, "rev-parse", last_release(folder)) == last, "the tag of the tree itself"
    write(folder, {"a": "c"})
    commit(folder)
    assert last_release(folder) == "v0.2.0"


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this tree as a patch release that has no rule host-namespaces."""
    folder = tmp_path_factory.mktemp("earlier")
    repository, place = folder / "repository", folder / "place"
    for name in ("podlint", "rules"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, repository / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, repository)
    (repository / "rules/pod_security/host_namespaces.py").unlink()
    for name in ("podlint/version.py", "pyproject.toml"):
        path = repository / name
        path.write_text(path.read_text().replace(f'"{VERSION}"', '"0.2.999"', 1))
    new_repository(repository, {})
    git(repository, "tag", "v0.2.999")
    place.mkdir()
    assert (installed("v0.2.999", repository, place) / "podlint/rules/index.json").is_file()
    (wheel,) = place.glob("*.whl")
    return wheel


def test_a_release_and_the_tree_are_run(
    earlier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pod.yaml").write_text(POD)
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9\n")  # podlint exits with 2
    assert main(["--from", str(earlier), str(tmp_path)]) == 1
    text = capsys.readouterr().out
    assert text.startswith(f"## From 0.2.999 to {VERSION}\n")
    assert "| `host-namespaces` | new: warning |\n" in text
    place = f"{tmp_path.name}/pod.yaml:5"
    assert f"| `host-namespaces` | 0 | 1 | 1 | 0 |  | + {place} |\n" in text
    assert "No setting changed." in text
    assert "- the rule host-namespaces is new and not in preview\n" in text
    assert f"- {place}: new finding of host-namespaces: " in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--from", "HEAD", "no-folder"], "no-folder is not a folder"),
        (["--from", "no-revision"], "git archive failed: fatal: "),
        (["--from", "no.whl"], "no.whl is not a wheel: "),
    ],
)
def test_what_cannot_be_compared_is_said(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("upgrade report: ")
    assert message in err


def test_make_prints_the_target() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "\n  upgrade-report list what an upgrade changes" in listed
