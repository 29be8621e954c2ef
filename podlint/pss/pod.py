"""A Pod as the checks read it: plain data with the meaning that Go types give it.

null is a missing field, or an empty element of a list. `{}` is a field that is set. Mirrors
`visitContainers` of k8s.io/pod-security-admission, `policy/visitor.go`, and the types of k8s.io/api
`core/v1`. An API server rejects a Pod with a value of the wrong type before it evaluates any
policy. Here such a value counts as null, so everything else is still evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from podlint.pss.violation import Path

Fields = Mapping[str, object]

_CONTAINER_LISTS = ("initContainers", "containers", "ephemeralContainers")
_NOTHING: Fields = {}


class Named(Protocol):
    """Something whose name can be in a message."""

    @property
    def name(self) -> str:
        """The name; empty if it is missing."""


def struct(value: object) -> Fields:
    """The fields of an object; none if it is null, missing or not an object."""
    return value if isinstance(value, dict) else _NOTHING


def items(value: object) -> list[object]:
    """The elements of a list; none if it is null, missing or not a list."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """A string; empty if it is null, missing or not a string."""
    return value if isinstance(value, str) else ""


def integer(value: object) -> int | None:
    """An integer; None if it is null, missing or not an integer (`true` is not one)."""
    return value if type(value) is int else None


class SecurityContext(NamedTuple):
    """The `securityContext` of a Pod or of a container.

    Attributes:
        name: The name of the container; empty for the security context of the Pod.
        path: Its path, even if it is missing.
        fields: Its fields.
        of_pod: Whether it is the security context of the Pod.
    """

    name: str
    path: Path
    fields: Fields
    of_pod: bool = False


class ContainerData(NamedTuple):
    """A container of any kind.

    Attributes:
        name: Its name; empty if it is missing.
        path: Its path.
        fields: Its fields.
    """

    name: str
    path: Path
    fields: Fields


class PodData(NamedTuple):
    """A Pod, or a Pod template.

    Attributes:
        annotations: The annotations. null is "", as Go decodes it.
        spec: The fields of its spec.
        containers: Init, app and ephemeral containers, in that order.
        security_context: The security context of the Pod.
        container_contexts: The security contexts of the containers, in the order of `containers`.
        security_contexts: The security context of the Pod, then those of the containers.
    """

    annotations: Mapping[str, str]
    spec: Fields
    containers: tuple[ContainerData, ...]
    security_context: SecurityContext
    container_contexts: tuple[SecurityContext, ...]
    security_contexts: tuple[SecurityContext, ...]

    @classmethod
    def of(cls, pod: Fields) -> PodData:
        """Read only `metadata` and `spec` of a Pod or a Pod template."""
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
        """Whether `spec.os.name` is windows. Node selectors and Windows options do not count."""
        return struct(self.spec.get("os")).get("name") == "windows"

    @property
    def has_user_namespace(self) -> bool:
        """Whether `spec.hostUsers` is false. By default, a Pod uses the users of its node."""
        return self.spec.get("hostUsers") is False


def _annotations(value: object) -> dict[str, str]:
    return {
        key: written or ""
        for key, written in struct(value).items()
        if written is None or isinstance(written, str)
    }
