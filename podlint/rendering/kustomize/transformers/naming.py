"""``namePrefix`` and ``nameSuffix``.

Sources: api/internal/builtins/PrefixTransformer.go and SuffixTransformer.go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from podlint.rendering.kustomize.fields.field_specs import set_fields, write_scalar
from podlint.rendering.kustomize.kustomization.entries import FieldSpec, Written
from podlint.rendering.kustomize.nodes.effort import spend_on_text
from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.node import Node, Scalar
from podlint.rendering.kustomize.nodes.resource import PREFIXES, SUFFIXES, Resource

__all__ = ["add_prefix", "add_suffix"]

_NEVER = (
    Gvk("", "", "CustomResourceDefinition"),
    Gvk("apiregistration.k8s.io", "", "APIService"),
    Gvk("", "", "Namespace"),
)


def add_prefix(resources: Sequence[Resource], prefix: Written, fields: Sequence[FieldSpec]) -> None:
    """Put a prefix before the names of all resources, and before other fields of a table.

    Raises:
        BuildError: A field cannot be set.
    """
    _rename(resources, prefix, fields, PREFIXES, lambda old: f"{prefix.text}{old}")


def add_suffix(resources: Sequence[Resource], suffix: Written, fields: Sequence[FieldSpec]) -> None:
    """Put a suffix after the names of all resources, and after other fields of a table.

    Raises:
        BuildError: A field cannot be set.
    """
    _rename(resources, suffix, fields, SUFFIXES, lambda old: f"{old}{suffix.text}")


def _rename(
    resources: Sequence[Resource],
    affix: Written,
    fields: Sequence[FieldSpec],
    annotation: str,
    renamed: Callable[[str], str],
) -> None:
    def write(node: Node) -> None:
        old = node.text if isinstance(node, Scalar) else ""
        spend_on_text(len(old), affix.origin)
        write_scalar(node, Scalar(renamed(old), places=(affix.origin,)))

    for resource in resources:
        spend_on_text(len(affix.text), affix.origin)
        gvk = resource.original_id.gvk
        if any(gvk.is_selected_by(each) for each in _NEVER):
            continue
        for field in fields:
            if not gvk.is_selected_by(field.gvk):
                continue
            if field.path == "metadata/name" and affix.text:
                resource.append(annotation, affix.text)
                resource.remember_id()
            set_fields(resource, (field,), write, Scalar, (affix.origin,))
