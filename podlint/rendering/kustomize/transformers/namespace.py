"""The ``namespace`` of a kustomization.

Sources: api/internal/builtins/NamespaceTransformer.go, api/filters/namespace/namespace.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from podlint.rendering.kustomize.fields.field_specs import set_fields, write_scalar
from podlint.rendering.kustomize.kustomization.entries import FieldSpec, Written
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import ResourceId, is_cluster_scoped
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Scalar, is_null, text_of
from podlint.rendering.kustomize.nodes.resource import Resource

__all__ = ["SUBJECT_MODES", "set_namespace"]

_NAMESPACE = (FieldSpec("metadata/namespace", create=True),)
_BINDINGS = frozenset(("RoleBinding", "ClusterRoleBinding"))

SUBJECT_MODES = ("defaultOnly", "none", "allServiceAccounts")
"""Which subjects of role bindings get the namespace: those named ``default``, none or all service
accounts."""


def set_namespace(
    resources: Sequence[Resource],
    namespace: Written,
    fields: Sequence[FieldSpec],
    *,
    unset_only: bool = False,
    subjects: str = "defaultOnly",
) -> None:
    """Put all resources that can be in a namespace into one.

    Args:
        resources: All resources.
        namespace: The namespace.
        fields: The table of fields that hold a namespace.
        unset_only: Leave the namespaces that are set.
        subjects: One of `SUBJECT_MODES`.

    Raises:
        BuildError: Two resources become the same, or a field cannot be set.
    """
    taken = _Ids(resources)
    for resource in resources:
        before = resource.id
        resource.remember_id()
        _Setting(resource, namespace, unset_only).run(fields, subjects)
        taken.move(before, resource.id)
        if taken.count(resource.id) != 1:
            raise BuildError(
                f"two resources have the same name in namespace {namespace.text}: {resource.id}",
                namespace.origin,
            )


class _Ids:
    """How many resources have each id."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._counts: dict[tuple[str, ...], int] = {}
        for resource in resources:
            self._add(resource.id, 1)

    def move(self, before: ResourceId, after: ResourceId) -> None:
        self._add(before, -1)
        self._add(after, 1)

    def count(self, resource_id: ResourceId) -> int:
        return self._counts.get(_key(resource_id), 0)

    def _add(self, resource_id: ResourceId, by: int) -> None:
        key = _key(resource_id)
        self._counts[key] = self._counts.get(key, 0) + by


def _key(resource_id: ResourceId) -> tuple[str, ...]:
    return (*resource_id.gvk, resource_id.name, resource_id.effective_namespace)


class _Setting:
    """Sets the namespace in one resource."""

    def __init__(self, resource: Resource, namespace: Written, unset_only: bool) -> None:
        self._resource = resource
        self._namespace = namespace
        self._unset_only = unset_only

    def run(self, fields: Sequence[FieldSpec], subjects: str) -> None:
        resource = self._resource
        gvk = resource.gvk
        if not is_cluster_scoped(gvk):
            self._set(_NAMESPACE)
        is_binding = gvk.kind in _BINDINGS
        if is_binding:
            self._subjects(subjects)
        self._set(
            each
            for each in fields
            if each.path != "metadata/namespace"
            and (each.path != "metadata/name" or gvk.api_version == "v1")
            and not (
                is_binding and each.gvk.kind in _BINDINGS and each.path == "subjects/namespace"
            )
        )

    def _set(self, fields: Iterable[FieldSpec]) -> None:
        places = (self._namespace.origin,)
        set_fields(self._resource, fields, self._write, Scalar, places)

    def _write(self, node: Node) -> None:
        if self._unset_only and isinstance(node, Scalar) and text_of(node):
            return
        write_scalar(node, self._namespace.scalar())

    def _subjects(self, mode: str) -> None:
        subjects = self._resource.root.items.get("subjects")
        if mode == "none" or is_null(subjects):
            return
        if not isinstance(subjects, List):
            raise self._resource.error("`subjects` is not a list")
        field, wanted = ("name", "default")
        if mode == "allServiceAccounts":
            field, wanted = ("kind", "ServiceAccount")
        for subject in subjects.items:
            if is_null(subject):
                continue
            if not isinstance(subject, Map):
                raise self._resource.error("a subject is not a map")
            found = subject.items.get(field)
            if is_null(found):
                continue
            if not isinstance(found, Scalar):
                raise self._resource.error(f"the {field} of a subject is not text")
            if found.text == wanted:
                self._write(subject.items.setdefault("namespace", Scalar("")))
