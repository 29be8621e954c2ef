"""What differs between the sources of two versions of Kubernetes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from .go_source import Declaration, Field, declarations, messages, structs

__all__ = ["ROOTS", "FieldChange", "Site", "changed_fields", "changed_messages", "changed_sites"]

Sort = Literal["new", "gone", "changed"]
ROOTS = (
    "Pod PodTemplate ReplicationController ReplicaSet Deployment StatefulSet DaemonSet Job CronJob "
    "ConfigMap HorizontalPodAutoscaler Ingress Namespace NetworkPolicy PersistentVolumeClaim "
    "PodDisruptionBudget Secret Service ServiceAccount"
).split()
"""The kinds that podlint has models of."""


class Site(NamedTuple):
    """A function or variable that a version has changed, added or removed."""

    sort: Sort
    declaration: Declaration


class FieldChange(NamedTuple):
    """A field that a version has changed, added or removed; None where there is none."""

    struct: str
    name: str
    before: Field | None
    after: Field | None

    @property
    def sort(self) -> Sort:
        """What has become of it."""
        return "new" if self.before is None else "gone" if self.after is None else "changed"


def _by_place(found: Iterable[Declaration]) -> dict[object, Declaration]:
    """Declarations by folder and name: moving one to another file of a package changes nothing."""
    return {(PurePosixPath(each.file).parent, each.name): each for each in found}


def changed_sites(
    before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]
) -> list[Site]:
    """The declarations that differ, in the order of the newer files.

    Args:
        before: Path and text of the older files.
        after: Those of the newer ones.
    """
    old, new = _by_place(declarations(before)), _by_place(declarations(after))
    found = [Site("gone", each) for place, each in old.items() if place not in new]
    for place, each in new.items():
        if place not in old:
            found.append(Site("new", each))
        elif old[place].text != each.text:
            found.append(Site("changed", each))
    return sorted(found, key=lambda site: (site.declaration.file, site.declaration.line))


def changed_messages(
    before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]
) -> tuple[dict[str, Declaration], dict[str, Declaration]]:
    """The texts that are gone and those that are new, each with where it is or was."""
    old, new = (messages(_by_place(declarations(files))) for files in (before, after))
    gone = {text: each for text, each in old.items() if text not in new}
    return gone, {text: each for text, each in new.items() if text not in old}


def changed_fields(
    before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]
) -> list[FieldChange]:
    """The fields that differ in what the kinds of `ROOTS` are made of, by struct and name."""
    old, new = structs(before), structs(after)
    names = sorted(_reachable(old) | _reachable(new))
    return [
        FieldChange(struct, name, was, now)
        for struct in names
        for name in sorted(old.get(struct, {}).keys() | new.get(struct, {}).keys())
        for was, now in [(old.get(struct, {}).get(name), new.get(struct, {}).get(name))]
        if was != now
    ]


def _reachable(known: Mapping[str, Mapping[str, Field]]) -> set[str]:
    """The structs that the kinds hold, directly or not."""
    found, pending = set[str](), [each for each in ROOTS if each in known]
    while pending:
        struct = pending.pop()
        if struct not in found:
            found.add(struct)
            for field in known[struct].values():
                pending += [name for name in re.findall(r"\w+", field.type) if name in known]
    return found
