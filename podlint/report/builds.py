"""Names what kustomizations build with a fault."""

from __future__ import annotations

from itertools import islice
from pathlib import PurePath

from podlint.document.visible import visible
from podlint.finding.report import BuiltObject, Finding

__all__ = ["build_names", "sentence_on_builds"]

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


def sentence_on_builds(finding: Finding) -> str:
    """``Built by store/small and store/large.`` for messages; empty if it says nothing new."""
    names = [visible(each) for each in build_names(finding, _MOST)]
    return f"Built by {', '.join(names)}." if names else ""


def _name(built: BuiltObject, finding: Finding) -> str:
    """The build, with the name of the object in it if that is another one."""
    if built.object is None or built.object == finding.object:
        return built.build
    return f"{built.object} in {built.build}"
