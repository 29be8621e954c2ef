"""What podlint says of the files in volumes, in the form in which Kubernetes' plugins are asked.

The recorded answers and the program itself (`tests/oracle/file_access`) are compared with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from podlint.document import load
from podlint.file_access.fs_group import is_left_alone, with_group
from podlint.file_access.permission import Entry
from podlint.file_access.volume_contents import contents_of
from podlint.models import decode
from podlint.models.pod import PodSpec
from podlint.models.workloads import pods_of

Answer = dict[str, Any]

STICKY = 0o1000
"""The kernel sets this bit on the root of a tmpfs; the program only says where it would mount one."""


def expected(question: Mapping[str, Any], asked: list[str]) -> dict[str, Answer]:
    """What podlint says of the paths that the program found, by path."""
    if "claim" in question:
        return _claimed(question)
    spec = _spec(question)
    (volume,) = (each for each in spec.volumes if each.name == question["volume"])
    contents = contents_of(volume, spec)
    said = {path: _written(contents.at(path).entry) for path in asked}
    if volume.secret or volume.downward_api or volume.projected:
        said[""]["mode"] &= ~STICKY
    return said


def known_paths(question: Mapping[str, Any]) -> set[str] | None:
    """The files that the volume certainly has, by what podlint knows; None for a claim."""
    if "claim" in question:
        return None
    spec = _spec(question)
    (volume,) = (each for each in spec.volumes if each.name == question["volume"])
    return set(contents_of(volume, spec).files)


def _spec(question: Mapping[str, Any]) -> PodSpec:
    data = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, **question["pod"]}
    (document,) = load(json.dumps(data))
    (decoded,) = decode(document)
    (pod,) = pods_of(decoded.object)
    return pod.spec


def _claimed(question: Mapping[str, Any]) -> dict[str, Answer]:
    context = question["pod"]["spec"]["securityContext"]
    group, read_only = context.get("fsGroup"), question["read_only"]
    entries = {
        each["path"]: Entry(each["owner"], each["group"], each["mode"], each["directory"])
        for each in question["claim"]
    }
    mismatch = context.get("fsGroupChangePolicy") == "OnRootMismatch"
    if group is None or (mismatch and is_left_alone(entries[""], group, read_only)):
        return {path: _written(entry) for path, entry in entries.items()}
    return {path: _written(with_group(each, group, read_only)) for path, each in entries.items()}


def _written(entry: Entry) -> Answer:
    return {
        "owner": entry.owner,
        "group": entry.group,
        "mode": entry.mode,
        "directory": entry.is_directory,
    }


def faults(question: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """Where podlint says something else than the plugins; it may leave a property open."""
    found = {each["path"]: each for each in answer["entries"]}
    said = expected(question, list(found))
    wrong = [
        f"{path!r}: {name} is {there[name]}, not {value}"
        for path, there in found.items()
        for name, value in said[path].items()
        if value is not None and value != there[name]
    ]
    missing = (known_paths(question) or set()) - set(found)
    return wrong + [f"{path!r} is not there" for path in sorted(missing)]


def left_open(question: Mapping[str, Any], answer: Mapping[str, Any]) -> int:
    """How many properties of the files podlint leaves open."""
    said = expected(question, [each["path"] for each in answer["entries"]])
    return sum(value is None for each in said.values() for value in each.values())
