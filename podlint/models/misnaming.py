"""Finds errors in the kind and apiVersion of data that looks like a workload."""

from typing import Any

from podlint.document.placeholders import is_filled_in
from podlint.document.shortening import shortened
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

from .guess import nearest
from .kinds import usual_version
from .served_kinds import SERVED, groups_of
from .wording import name_value
from .workload_shape import shape_of

__all__ = ["Misnaming", "misnaming"]

_WORKLOADS = (
    "Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicaSet",
    "ReplicationController", "PodTemplate",
)  # fmt: skip
_LONGEST = 100
_KIND = pattern(r"[A-Za-z](?:[-A-Za-z0-9]*[A-Za-z0-9])?")
_VERSION = pattern(r"(?:[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?/)?[a-z](?:[-a-z0-9]*[a-z0-9])?")
"""The form of names of kinds and versions, including custom ones. Go: `validation` of
`CustomResourceDefinition`: a DNS label, and one below a DNS subdomain.
"""


class Misnaming(Frozen):
    """Why the API server does not recognize an object.

    Attributes:
        key: The key at the top of the object that is wrong or missing.
        message: What is wrong, in words.
        meant: The correct value, or the correct key for a misspelled one; None if it is not known.
        is_key: The key itself is wrong.
    """

    key: str
    message: str
    meant: str | None = None
    is_key: bool = False


def misnaming(data: dict[str, Any]) -> Misnaming | None:
    """The error in the apiVersion or kind of an object; None if no error is known."""
    for name in ("kind", "apiVersion"):
        if name not in data and (key := _misspelled(name, data)):
            return Misnaming(key, f"the key is `{key}`, and must be `{name}`", name, is_key=True)
    kind, version = data.get("kind"), data.get("apiVersion")
    if kind is None:
        return _without_kind(data, version)
    if is_filled_in(kind, ()) or is_filled_in(version, ()):
        return None
    if not isinstance(version, str):
        return _without_version(data, kind, version)
    return _malformed(data, kind, version) or _unserved(data, kind, version)


def _without_version(data: dict[str, Any], kind: object, version: object) -> Misnaming | None:
    """A version that is missing or not a string. If the kind is correct, this is reported
    elsewhere.
    """
    if kind in _WORKLOADS:
        return None
    meant = nearest(kind, _WORKLOADS) if isinstance(kind, str) else None
    if version is None:
        return (
            Misnaming("apiVersion", "apiVersion is missing", usual_version(meant))
            if meant
            else None
        )
    meant = meant or shape_of(data)
    message = f"apiVersion is {name_value(version)}, not a string"
    return Misnaming("apiVersion", message, usual_version(meant) if meant else None)


def _malformed(data: dict[str, Any], kind: object, version: str) -> Misnaming | None:
    """A kind or version that no API can have."""
    if not isinstance(kind, str):
        return Misnaming("kind", f"kind is {name_value(kind)}, not a string", _fit(data, version))
    meant = nearest(kind.strip(), _WORKLOADS)
    if not _KIND.fullmatch(kind):
        message = f"Kubernetes has no kind `{_shown(kind)}`" if kind else "kind is empty"
        return Misnaming("kind", message, meant or _fit(data, version))
    if not _VERSION.fullmatch(version):
        message = f"apiVersion `{_shown(version)}` is invalid" if version else "apiVersion is empty"
        return Misnaming("apiVersion", message, usual_version(meant) if meant else None)
    return None


def _shown(text: str) -> str:
    """A text on one line, including blanks around it, which may be the error."""
    return shortened(text.replace("\n", " "), _LONGEST)


def _fit(data: dict[str, Any], version: str) -> str | None:
    """The kind that data looks like, if the version belongs to that kind's group."""
    shape = shape_of(data)
    return shape if shape in SERVED.get(version.rpartition("/")[0], ()) else None


def _unserved(data: dict[str, Any], kind: str, version: str) -> Misnaming | None:
    group = version.rpartition("/")[0]
    if group in SERVED:
        return _in_built_in_group(data, kind, version)
    meant = nearest(kind, _WORKLOADS)
    homes = groups_of(meant) if meant else ()
    if meant and (group == "core" or nearest(group, [each for each in homes if each])):
        return Misnaming(
            "apiVersion", f"Kubernetes has no API group `{group}`", usual_version(meant)
        )
    return None


def _in_built_in_group(data: dict[str, Any], kind: str, version: str) -> Misnaming | None:
    if kind in SERVED[version.rpartition("/")[0]]:
        return None
    if kind in _WORKLOADS:
        message = f"Kubernetes has no {kind} in `{version}`"
        return Misnaming("apiVersion", message, usual_version(kind))
    meant = nearest(kind, _WORKLOADS)
    if meant and len(kind) <= _LONGEST:
        return Misnaming("kind", f"Kubernetes has no kind `{kind}`", meant)
    if shape_of(data):
        return Misnaming(
            "kind", f"Kubernetes has no {_shown(kind)} in `{version}`", _fit(data, version)
        )
    return None


def _without_kind(data: dict[str, Any], version: object) -> Misnaming | None:
    metadata = data.get("metadata")
    named = isinstance(metadata, dict) and ("name" in metadata or "generateName" in metadata)
    group = version.rpartition("/")[0] if isinstance(version, str) else None
    if group in SERVED or (group is None and named):
        shape = shape_of(data)
        fits = group is None or (shape is not None and shape in SERVED[group])
        return Misnaming("kind", "kind is missing", shape if fits else None)
    return None


def _misspelled(name: str, data: dict[str, Any]) -> str | None:
    """A key that probably misspells another one, if there is any."""
    for key, value in data.items():
        if isinstance(value, str) and key != name and nearest(key, (name,)):
            return key
    return None
