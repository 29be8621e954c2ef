"""Names what kustomizations build with a fault."""

from __future__ import annotations

from itertools import islice
from pathlib import PurePath

from podlint.document.visible import visible
from podlint.finding.report import BuiltObject, Finding

__all__ = ["build_names", "named_builds", "sentence_on_builds"]

_MOST = 3


def build_names(finding: Finding, most: int) -> list[str]:
    """What is built with the fault; empty for the kustomization in the folder of the file.

    Args:
        finding: The finding.
        most: The maximum number of names; one more entry gives the number of the others.
    """
    folder = PurePath(finding.location.path).parent.as_posix()
    if {each.build for each in finding.builds} <= {folder}:
        return []
    shown = [_name(each, finding) for each in islice(finding.builds, most)]
    if (more := len(finding.builds) - most) > 0:
        shown.append(f"and {more} more")
    return shown


def named_builds(finding: Finding) -> str:
    """``store/small, store/large`` on one line; empty if it says nothing new."""
    return ", ".join(map(visible, build_names(finding, _MOST)))


def sentence_on_builds(finding: Finding) -> str:
    """``Built by store/small, store/large.`` for messages; empty if it says nothing new."""
    names = named_builds(finding)
    return f"Built by {names}." if names else ""


def _name(built: BuiltObject, finding: Finding) -> str:
    """The build, with the name of the object in it if that is another one."""
    if built.object is None or built.object == finding.object:
        return built.build
    return f"{built.object} in {built.build}"
