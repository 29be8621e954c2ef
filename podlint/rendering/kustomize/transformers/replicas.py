"""``replicas``.

Sources: api/internal/builtins/ReplicaCountTransformer.go, api/filters/replicacount.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from podlint.rendering.kustomize.fields.field_specs import set_fields, write_scalar
from podlint.rendering.kustomize.kustomization.entries import FieldSpec, ReplicasEntry
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import Scalar
from podlint.rendering.kustomize.nodes.resource import Resource

__all__ = ["set_replicas"]


def set_replicas(
    resources: Sequence[Resource], entry: ReplicasEntry, fields: Sequence[FieldSpec]
) -> None:
    """Set the number of replicas of the resources that have, or had, a name.

    Raises:
        BuildError: No resource has the name and a field, or a field cannot be set.
    """
    write = partial(write_scalar, value=entry.count.scalar("int"))
    found = False
    for field in fields:
        for resource in resources:
            ids = resource.ids
            if any(each.name == entry.name and each.gvk.is_selected_by(field.gvk) for each in ids):
                found = True
                set_fields(resource, (field,), write, Scalar, (entry.origin,))
    if not found:
        kinds = ", ".join(each.gvk.kind or "resource" for each in fields)
        raise BuildError(
            f"no resource named {entry.name} has replicas to set (looked for: {kinds})",
            entry.origin,
        )
