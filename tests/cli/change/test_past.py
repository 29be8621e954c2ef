"""The state at a commit is read as if the commit were checked out."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from podlint import Report, lint_paths
from podlint.cli.change.past import Commit, PastInputs
from podlint.cli.change.past_report import past_report
from podlint.cli.change.tree import Blobs, read_tree
from podlint.cli.project import Project
from podlint.config.config import default_config
from podlint.rule.packs import builtin_rules
from tests.cli.repositories import commit, git, write

ROOT = Path(__file__).parents[3]
GIVEN = (ROOT / "examples", ROOT / "tests" / "docs" / "given")
IGNORED = {
    ".gitignore": "*.ignored.yaml\n/downloaded/\n",
    "one.ignored.yaml": "apiVersion: v1\nkind: Pod\n",
    "downloaded/kustomization.yaml": "resources: [pod.yaml]\n",
    "downloaded/pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: down}\n",
    "uses/kustomization.yaml": "resources: [../downloaded, ../linked]\n",
    "target/kustomization.yaml": "resources: [pod.yaml]\n",
    "target/pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: target}\nspec: {hostPID: true}\n",
}


def filled(folder: Path) -> Path:
    """A repository with the examples, ignored files, and links to a folder and a file."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    for given in GIVEN:
        shutil.copytree(given, folder / given.name)
    write(folder, IGNORED)
    (folder / "linked").symlink_to("target")
    (folder / "target/again.yaml").symlink_to("../target/pod.yaml")
    (folder / "out.yaml").symlink_to("/etc/hostname")
    (folder / "broken.yaml").symlink_to("nowhere.yaml")
    commit(folder)
    return folder


def disturbed(folder: Path, chance: random.Random) -> None:
    """Change, remove, rename and add files; some of it is committed."""
    files = [path for path in sorted(folder.rglob("*")) if ".git/" not in f"{path}/"]
    for path in chance.sample(files, len(files) // 4):
        if path.is_symlink() or not path.is_file() or path.name == ".gitignore":
            continue
        how = chance.randrange(5)
        if how == 0:
            path.unlink()
        elif how == 1:
            path.rename(path.with_name(f"renamed-{path.name}"))
        elif how == 2:
            path.write_bytes(path.read_bytes() + b"# more\n")
        elif how == 3:
            path.with_name(f"new-{path.name}").write_bytes(path.read_bytes())
        else:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    if chance.random() < 0.5:
        (folder / "linked").unlink()
        (folder / "linked").symlink_to("examples")
    if chance.random() < 0.3:
        shutil.rmtree(folder / "examples")
    if chance.random() < 0.5:
        commit(folder)


def about(report: Report) -> tuple[object, ...]:
    errors = sorted((each.path, each.message) for each in report.errors)
    return report.findings, report.skipped, report.unjudged, report.checked, errors


@pytest.mark.parametrize("seed", range(8))
def test_the_report_is_that_of_a_checkout(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled(tmp_path / "repository")
    first = git(folder, "rev-parse", "HEAD")
    git(folder, "worktree", "add", "--quiet", "--detach", str(tmp_path / "checkout"))
    for name in ("one.ignored.yaml", "downloaded/kustomization.yaml", "downloaded/pod.yaml"):
        write(tmp_path / "checkout", {name: (folder / name).read_text()})
    monkeypatch.chdir(tmp_path / "checkout")
    expected = lint_paths(["."])
    assert len(expected.findings) > 10
    monkeypatch.chdir(folder)
    disturbed(folder, random.Random(seed))
    shutil.rmtree(folder / "downloaded", ignore_errors=True)
    shutil.copytree(tmp_path / "checkout/downloaded", folder / "downloaded")
    shutil.copy(tmp_path / "checkout/one.ignored.yaml", folder)
    root = str(folder)
    head = git(folder, "rev-parse", "HEAD")
    commit_ = Commit(root, root, read_tree(folder, first), read_tree(folder, head), Blobs())
    project = Project(default_config(), tuple(builtin_rules()))
    wanted = {str(folder / each.path) for each in (*expected.checked, *expected.errors)}
    assert about(past_report(["."], project, PastInputs(commit_), wanted)) == about(expected)
