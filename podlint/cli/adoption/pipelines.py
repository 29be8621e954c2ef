"""Writes the pipelines that run podlint: a workflow of GitHub Actions, a job of GitLab CI/CD."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from podlint.cli.adoption.proposal import Proposal, present
from podlint.cli.git import run
from podlint.document import JSON, load
from podlint.document.edit.scalar import double_quoted, scalar
from podlint.errors import PodlintError
from podlint.reading.files import files_in
from podlint.reading.inputs import Inputs
from podlint.version import VERSION

__all__ = ["github_workflow", "gitlab_job"]

_WORKFLOWS = Path(".github", "workflows")
_WORKFLOW = "podlint.yaml"
_CHECKOUT = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0"
_PACKAGE = f"podlint @ git+https://github.com/podlint/podlint@v{VERSION}"

_GITHUB = """\
name: podlint
on:
{events}
permissions: {{}}

jobs:
  podlint:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      security-events: write # to upload to code scanning
      actions: read # to upload from a private repository
    steps:
      - uses: {checkout}
        with:
{history}          persist-credentials: false
      # A tag can be moved: to be safe, replace it with the hash of its commit.
      - uses: podlint/podlint@v{version}
{inputs}"""
_ON_CHANGES = "  pull_request:\n"

_HISTORY = "          fetch-depth: 0 # podlint compares with the merge base\n"

_GITLAB = """\
podlint:
{stage}  image: python:3.13
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
{rules}{variables}  script:
    - pip install "{package}"
{commands}"""
_ON_DEFAULT_BRANCH = "    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n"
_DEPTH = '  variables:\n    GIT_DEPTH: "0" # podlint compares with the merge base\n'
_DEFAULT_STAGES = (".pre", "build", "test", "deploy", ".post")
_LIKELY_STAGES = ("test", "lint", "validate", "verify", "check", "checks")


def github_workflow(root: Path, folder: str, inputs: Inputs, *, has_baseline: bool) -> Proposal:
    """A workflow of GitHub Actions.

    With a baseline, it checks everything. Without one, it checks what a pull request brings.

    Args:
        root: The root of the repository.
        folder: The folder to check, relative to the root; `.` for the root.
        inputs: The file system.
        has_baseline: The settings name a baseline.

    Raises:
        PodlintError: A workflow cannot be read.
    """
    path = root / _WORKFLOWS / _WORKFLOW
    for other in _workflows(root, inputs):
        found = present(other, inputs)
        if found and ("podlint/podlint@" in found.text or "podlint check" in found.text):
            return Proposal.of(other, found, found.text)
    branch = _default_branch(root) if has_baseline else None
    wanted = _github(folder, branch)
    return Proposal.of(path, present(path, inputs), wanted, "the file has another workflow")


def _workflows(root: Path, inputs: Inputs) -> Iterator[Path]:
    def is_wanted(name: str) -> bool:
        return name.endswith((".yaml", ".yml"))

    if inputs.exists(root / _WORKFLOWS):
        yield from sorted(files_in(inputs, root / _WORKFLOWS, is_wanted, below=False))


def _default_branch(root: Path) -> str:
    """The branch that changes are merged into: that of the remote, otherwise the current one."""
    for name in ("origin/HEAD", "HEAD"):
        try:
            branch = run(("rev-parse", "--abbrev-ref", name), root).decode().strip()
        except PodlintError:
            continue
        return branch.removeprefix("origin/")
    return "main"


def _github(folder: str, branch: str | None) -> str:
    options = {}
    if folder != ".":
        options["working-directory"] = double_quoted(folder)
    if branch is None:
        options["base"] = "${{ github.event.pull_request.base.sha }}"
    lines = "".join(f"          {name}: {value}\n" for name, value in options.items())
    return _GITHUB.format(
        events=_ON_CHANGES if branch is None else _on_everything(branch),
        checkout=_CHECKOUT,
        history=_HISTORY if branch is None else "",
        version=VERSION,
        inputs=f"        with:\n{lines}" if lines else "",
    )


def _on_everything(branch: str) -> str:
    return f"  push:\n    branches: [{scalar(branch, flow=True)}]\n{_ON_CHANGES}"


def gitlab_job(root: Path, folder: str, inputs: Inputs, *, has_baseline: bool) -> Proposal:
    """The pipeline of GitLab CI/CD with a job.

    Args:
        root: As for `github_workflow`.
        folder: As for `github_workflow`.
        inputs: As for `github_workflow`.
        has_baseline: As for `github_workflow`.

    Raises:
        PodlintError: The file cannot be read.
    """
    path = root / ".gitlab-ci.yml"
    found = present(path, inputs)
    before = found.text if found else ""
    documents = load(before)
    data = documents[-1].data if documents else None
    if "podlint check" in before or (isinstance(data, dict) and "podlint" in data):
        return Proposal.of(path, found, before)
    job = _gitlab(folder, has_baseline, _stage(data))
    if not before.strip():
        return Proposal.of(path, found, job)
    end = "\n" if before.endswith("\n") else "\n\n"
    after = f"{before}{end}{job}"
    if any(each.error for each in documents) or not isinstance(data, dict):
        return Proposal.of(path, found, after, "it is not valid YAML")
    read, own = load(after)[-1], load(job)[0].data
    if read.error or not isinstance(own, dict) or read.data != {**data, **own}:
        return Proposal.of(path, found, after, "a job cannot be added at its end")
    return Proposal.of(path, found, after)


def _stage(data: JSON) -> str | None:
    """The stage of the job; None for the default one, which is `test`."""
    stages = data.get("stages") if isinstance(data, dict) else None
    names = [each for each in stages if isinstance(each, str)] if isinstance(stages, list) else []
    if not names or "test" in names:
        return None
    return next((each for each in _LIKELY_STAGES if each in names), names[0])


def _gitlab(folder: str, has_baseline: bool, stage: str | None) -> str:
    base = '${CI_MERGE_REQUEST_DIFF_BASE_SHA:+--base "$CI_MERGE_REQUEST_DIFF_BASE_SHA"}'
    commands = ["podlint check" if has_baseline else f"podlint check {base}"]
    if folder != ".":
        commands.insert(0, scalar(f"cd {quote(folder)}"))
    return _GITLAB.format(
        stage=f"  stage: {double_quoted(stage)}\n" if stage else "",
        rules=_ON_DEFAULT_BRANCH if has_baseline else "",
        variables="" if has_baseline else _DEPTH,
        package=_PACKAGE,
        commands="".join(f"    - {each}\n" for each in commands),
    )
