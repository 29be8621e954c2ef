"""Adds podlint's hook to the configuration of pre-commit."""

from __future__ import annotations

import re
from pathlib import Path

from podlint.cli.adoption.proposal import Proposal, present
from podlint.document import JSON, Edited, Insert, apply_edits, load
from podlint.document.edit.scalar import scalar
from podlint.reading.inputs import Inputs
from podlint.version import VERSION

__all__ = ["hook"]

_FILE = ".pre-commit-config.yaml"
_REPOSITORY = "https://github.com/podlint/podlint"


def hook(root: Path, folder: str, inputs: Inputs) -> Proposal:
    """The configuration of pre-commit with podlint's hook.

    Args:
        root: The root of the repository.
        folder: The folder to check, relative to the root; `.` for the root.
        inputs: The file system.

    Raises:
        PodlintError: The file cannot be read.
    """
    path = root / _FILE
    found = present(path, inputs)
    lines = _lines(folder)
    if found is None:
        return Proposal(path, None, f"repos:\n{lines}")
    before = found.text
    documents = load(before)
    data = documents[0].data if documents else None
    if isinstance(data, dict) and any(map(_is_podlint, _repositories(data))):
        return Proposal.of(path, found, before)
    number = len(_repositories(data))
    edited = apply_edits(before, [(0, Insert(("repos",), number, _entry(folder)))])
    if isinstance(edited, Edited):
        return Proposal.of(path, found, edited.text)
    end = "" if before.endswith("\n") or not before else "\n"
    return Proposal.of(path, found, f"{before}{end}{lines}", edited.reason)


def _repositories(data: JSON) -> list[JSON]:
    repositories = data.get("repos") if isinstance(data, dict) else None
    return repositories if isinstance(repositories, list) else []


def _is_podlint(repository: JSON) -> bool:
    url = repository.get("repo") if isinstance(repository, dict) else None
    if isinstance(url, str) and url.removesuffix(".git").endswith("podlint/podlint"):
        return True
    hooks = repository.get("hooks") if isinstance(repository, dict) else None
    return isinstance(hooks, list) and any(
        isinstance(each, dict) and str(each.get("id")).startswith("podlint") for each in hooks
    )


def _entry(folder: str) -> JSON:
    own: dict[str, JSON] = {"id": "podlint"}
    if folder != ".":
        own["files"] = f"^{re.escape(folder)}/"
        own["args"] = ["--config", f"{folder}/.podlint.yaml", "--"]
    return {"repo": _REPOSITORY, "rev": f"v{VERSION}", "hooks": [own]}


def _lines(folder: str) -> str:
    """The entry as an item of a list."""
    text = f"  - repo: {_REPOSITORY}\n    rev: v{VERSION}\n    hooks:\n      - id: podlint\n"
    if folder != ".":
        files, settings = f"^{re.escape(folder)}/", f"{folder}/.podlint.yaml"
        text += f"        files: {scalar(files)}\n"
        text += f"        args: [--config, {scalar(settings, flow=True)}, --]\n"
    return text
