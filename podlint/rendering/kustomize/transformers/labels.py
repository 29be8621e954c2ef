"""``labels``, ``commonLabels`` and ``commonAnnotations``.

Sources: api/internal/target/kusttarget_configplugin.go, api/filters/labels/labels.go,
api/filters/annotations/annotations.go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from podlint.rendering.kustomize.fields.field_specs import set_fields, write_entry
from podlint.rendering.kustomize.fields.field_tables import FieldTables, merged
from podlint.rendering.kustomize.kustomization.entries import FieldSpec, LabelsEntry, Written
from podlint.rendering.kustomize.nodes.node import Map
from podlint.rendering.kustomize.nodes.resource import Resource

__all__ = ["add_entries", "add_labels", "label_fields"]

_METADATA = FieldSpec("metadata/labels", create=True)


def add_labels(
    resources: Sequence[Resource], entries: Sequence[LabelsEntry], tables: FieldTables
) -> None:
    """Add the labels of each entry in turn.

    Raises:
        BuildError: Two tables of fields contradict each other, or a field cannot be set.
    """
    fields = [label_fields(entry, tables) for entry in entries]
    for entry, each in zip(entries, fields, strict=True):
        add_entries(resources, entry.pairs, each)


def label_fields(entry: LabelsEntry, tables: FieldTables) -> tuple[FieldSpec, ...]:
    """The fields that get the labels of an entry.

    Raises:
        BuildError: Two tables of fields contradict each other.
    """
    found = merged(entry.fields, tables.labels, entry.origin)
    if entry.include_selectors:
        return merged(found, tables.common_labels, entry.origin)
    if entry.include_templates:
        found = merged(found, tables.template_labels, entry.origin)
    return merged(found, (_METADATA,), entry.origin)


def add_entries(
    resources: Sequence[Resource], pairs: Mapping[str, Written], fields: Sequence[FieldSpec]
) -> None:
    """Add labels or annotations to all resources, at some fields.

    Raises:
        BuildError: A field cannot be set.
    """
    for resource in resources:
        for name in sorted(pairs, key=str.encode):
            # One scalar for all fields: see `Scalar.become`.
            write = partial(write_entry, name=name, value=pairs[name].scalar())
            set_fields(resource, fields, write, Map, (pairs[name].origin,))
