"""A repository of 60 manifests is adopted with the commands of docs/how-to/adopt.md."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.repositories import git, new_repository
from tests.docs.blocks import blocks, commands

ROOT = Path(__file__).parents[3]
GIVEN = Path(__file__).with_name("given")
PAGE = (ROOT / "docs" / "how-to" / "adopt.md").read_text(encoding="utf-8")
FAULT = """\
apiVersion: v1
kind: Pod
metadata:
  name: worker
spec:
  hostPID: true
  containers:
    - name: worker
      image: worker:1.4
"""


def steps() -> list[str]:
    """The commands of the page, before it adds a fault."""
    before, *_ = PAGE.partition("```yaml")
    return [each.line for block in blocks(before) for each in commands(block)]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    shutil.copytree(GIVEN, folder)
    return new_repository(folder, {})


def shell(command: str, folder: Path) -> tuple[int, str]:
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.com"))
    }
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, **who, "PATH": path, "XDG_CACHE_HOME": str(folder.parent / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_repository_has_60_manifests_a_kustomization_and_a_chart(repository: Path) -> None:
    manifests = [
        path
        for path in [*repository.glob("examples/**/*"), *repository.glob("shop/base/*")]
        if path.suffix in (".yaml", ".yml") and path.name != "kustomization.yaml"
    ]
    assert len(manifests) == 60
    assert (repository / "shop/overlays/prod/kustomization.yaml").exists()
    assert (repository / "chart/Chart.yaml").exists()


def test_five_commands_adopt_podlint(repository: Path) -> None:
    assert shell("podlint check", repository)[0] == 1
    install, *others = steps()
    assert install.startswith("pip install ")
    assert 1 + len(others) <= 5
    for command in others:
        code, output = shell(command, repository)
        assert code == 0, f"{command}: {output}"
    assert git(repository, "status", "--porcelain") == ""

    code, output = shell("podlint check", repository)
    assert code == 0, output
    assert " suppressed by baseline" in output

    # An old fault in a file that changes does not fail the run; a new one does.
    old = next(repository.glob("examples/**/*.yaml"))
    old.write_text("# changed\n" + old.read_text())
    assert shell("podlint check", repository)[0] == 0
    (repository / "examples/worker.yaml").write_text(FAULT)
    code, output = shell("podlint check --format concise", repository)
    assert code == 1
    assert output.startswith("examples/worker.yaml:6:12: warning: `hostPID: true`")
    assert output.count("\n") == 1


def test_the_steps_without_a_baseline(repository: Path) -> None:
    assert shell("podlint init", repository)[0] == 0
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=adopt")
    assert shell("podlint check", repository)[0] == 1
    assert shell("podlint check --base HEAD", repository)[0] == 0
    path = repository / "shop/base/payment-dep.yaml"
    path.write_text(
        path.read_text().replace("      containers:", "      hostPID: true\n      containers:")
    )
    code, output = shell("podlint check --base HEAD --format json", repository)
    assert code == 1
    report = json.loads(output)
    (finding,) = report["findings"]
    assert (finding["rule"], finding["path"]) == ("host-namespaces", "shop/base/payment-dep.yaml")
    assert [each["build"] for each in finding["builds"]] == ["shop/overlays/prod"]
    assert report["since"]["older"] > 30
