"""A Pod as the checks read it: plain data with the meaning that decoding into Go types gives it.

null is an absent field, and as a list's element it is an empty one; `{}` is a field that is set.
Mirrors `visitContainers` of k8s.io/pod-security-admission, `policy/visitor.go`, and the types of
k8s.io/api `core/v1`. An API server refuses a Pod with a value of the wrong type before any policy
is asked; here such a value reads as null, so that everything else is still judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from podlint.pss.violation import Path

Fields = Mapping[str, object]

_CONTAINER_LISTS = ("initContainers", "containers", "ephemeralContainers")
_NOTHING: Fields = {}


class Named(Protocol):
    """What has a name to be put into a message."""

    @property
    def name(self) -> str:
        """The name; empty where it is missing."""


def struct(value: object) -> Fields:
    """The fields of an object; none where it is null, absent or no object."""
    return value if isinstance(value, dict) else _NOTHING


def items(value: object) -> list[object]:
    """The elements of a list; none where it is null, absent or no list."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """A string; empty where it is null, absent or no string."""
    return value if isinstance(value, str) else ""


def integer(value: object) -> int | None:
    """An integer; None where it is null, absent or no integer (`true` is none)."""
    return value if type(value) is int else None


class SecurityContext(NamedTuple):
    """The `securityContext` of a Pod or of a container.

    Attributes:
        name: The container's name; empty for the Pod's own.
        path: Where it is, or belongs.
        fields: What is written in it.
        of_pod: Whether it is the Pod's own.
    """

    name: str
    path: Path
    fields: Fields
    of_pod: bool = False


class ContainerData(NamedTuple):
    """A container of any sort.

    Attributes:
        name: Its name; empty where it is missing.
        path: Where it is.
        fields: What is written in it.
    """

    name: str
    path: Path
    fields: Fields


class PodData(NamedTuple):
    """A Pod, or a Pod template.

    Attributes:
        annotations: Those of its metadata. A null reads as "", as Go decodes it.
        spec: What is written in its spec.
        containers: init, app and ephemeral containers, in that order.
        security_context: The Pod's own.
        container_contexts: Those of the containers, in the order of `containers`.
        security_contexts: The Pod's own, then those of the containers.
    """

    annotations: Mapping[str, str]
    spec: Fields
    containers: tuple[ContainerData, ...]
    security_context: SecurityContext
    container_contexts: tuple[SecurityContext, ...]
    security_contexts: tuple[SecurityContext, ...]

    @classmethod
    def of(cls, pod: Fields) -> PodData:
        """Read a Pod object or a template: `metadata` and `spec`, nothing else."""
        spec = struct(pod.get("spec"))
        containers, contexts = [], []
        for field in _CONTAINER_LISTS:
            for index, element in enumerate(items(spec.get(field))):
                fields = struct(element)
                name, path = text(fields.get("name")), ("spec", field, index)
                containers.append(ContainerData(name, path, fields))
                own = struct(fields.get("securityContext"))
                contexts.append(SecurityContext(name, (*path, "securityContext"), own))
        own = struct(spec.get("securityContext"))
        of_pod = SecurityContext("", ("spec", "securityContext"), own, of_pod=True)
        return cls(
            _annotations(struct(pod.get("metadata")).get("annotations")),
            spec,
            tuple(containers),
            of_pod,
            tuple(contexts),
            (of_pod, *contexts),
        )

    @property
    def is_windows(self) -> bool:
        """Whether `spec.os.name` says so; node selectors and Windows options do not count."""
        return struct(self.spec.get("os")).get("name") == "windows"

    @property
    def has_user_namespace(self) -> bool:
        """Whether `spec.hostUsers` is false; null and absent mean the host's users."""
        return self.spec.get("hostUsers") is False


def _annotations(value: object) -> dict[str, str]:
    return {
        key: written or ""
        for key, written in struct(value).items()
        if written is None or isinstance(written, str)
    }
