"""The tables of fields that transformers change, and how tables are merged.

Sources: api/types/fieldspec.go, api/internal/plugins/builtinconfig,
api/internal/konfig/builtinpluginconsts; ``Gvk.IsLessThan`` in kyaml/resid/gvk.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from podlint.rendering.kustomize.kustomization.entries import FieldSpec, NameReference
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.startup.frozen import Frozen

__all__ = ["FieldTables", "built_in_tables", "kind_rank", "merged", "sorted_fields"]

Fields = tuple[FieldSpec, ...]

FIRST_KINDS = (
    "Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount",
    "PodSecurityPolicy", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ConfigMap",
    "Secret", "Endpoints", "Service", "LimitRange", "PriorityClass", "PersistentVolume",
    "PersistentVolumeClaim", "Deployment", "StatefulSet", "CronJob", "PodDisruptionBudget",
)  # fmt: skip
LAST_KINDS = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
_RANKS = {kind: rank - len(FIRST_KINDS) for rank, kind in enumerate(FIRST_KINDS)} | {
    kind: rank for rank, kind in enumerate(LAST_KINDS, 1)
}


class FieldTables(Frozen):
    """All tables (``TransformerConfig``); a kustomization starts with the built-in ones."""

    name_prefix: Fields = ()
    name_suffix: Fields = ()
    namespace: Fields = ()
    common_labels: Fields = ()
    labels: Fields = ()
    template_labels: Fields = ()
    common_annotations: Fields = ()
    name_reference: tuple[NameReference, ...] = ()
    var_reference: Fields = ()
    images: Fields = ()
    replicas: Fields = ()

    def merge(self, other: FieldTables, origin: Origin | None = None) -> FieldTables:
        """These with the fields of others.

        Raises:
            BuildError: A field is created according to one table only.
        """
        if other is self:
            return self
        found: dict[str, object] = {
            name: sorted_fields(merged(getattr(self, name), getattr(other, name), origin))
            for name in self._fields
            if name != "name_reference"
        }
        references = self.name_reference
        for each in other.name_reference:
            references = with_reference(references, each, origin)
        return self.replace(
            **found, name_reference=tuple(sorted(references, key=lambda each: kind_rank(each.gvk)))
        )


def kind_rank(gvk: Gvk) -> tuple[int, str]:
    """What tables are sorted by."""
    group, version, kind = gvk.group or "~G", gvk.version or "~V", gvk.kind or "~K"
    return _RANKS.get(gvk.kind, 0), f"{group}_{version}_{kind}"


def sorted_fields(fields: Iterable[FieldSpec]) -> Fields:
    """Fields in the order of their kinds."""
    return tuple(sorted(fields, key=lambda each: kind_rank(each.gvk)))


def merged(fields: Fields, others: Sequence[FieldSpec], origin: Origin | None) -> Fields:
    """Fields, and those others that none of them is a case of (``MergeAll``).

    Raises:
        BuildError: A field is created according to one of the two only.
    """
    found: dict[str, list[FieldSpec]] = {}
    for field in fields:
        found.setdefault(field.path, []).append(field)
    result = list(fields)
    for other in others:
        alike = found.setdefault(other.path, [])
        same = next((each for each in alike if each.gvk.is_selected_by(other.gvk)), None)
        if same is None:
            alike.append(other)
            result.append(other)
        elif same.create != other.create:
            raise BuildError(
                f"two tables contradict each other whether {other.path} is created", origin
            )
    return tuple(result)


def with_reference(
    references: tuple[NameReference, ...], other: NameReference, origin: Origin | None
) -> tuple[NameReference, ...]:
    """References with those fields that another one adds (``mergeOne``).

    Raises:
        BuildError: A field is created according to one of the two only.
    """
    if all(each.gvk != other.gvk for each in references):
        return (*references, other)
    return tuple(
        NameReference(each.gvk, merged(each.fields, other.fields, origin))
        if each.gvk == other.gvk
        else each
        for each in references
    )


@cache
def built_in_tables() -> FieldTables:
    """The tables that every kustomization starts with."""
    from podlint.rendering.kustomize.fields import built_in_fields, built_in_references

    return FieldTables().merge(
        FieldTables(
            name_prefix=built_in_fields.NAME,
            name_suffix=built_in_fields.NAME,
            namespace=built_in_fields.NAMESPACE,
            common_labels=(*built_in_fields.SELECTORS, *built_in_fields.LABELS),
            template_labels=built_in_fields.LABELS,
            common_annotations=built_in_fields.ANNOTATIONS,
            name_reference=built_in_references.references(),
            images=built_in_fields.IMAGES,
            replicas=built_in_fields.REPLICAS,
        )
    )
