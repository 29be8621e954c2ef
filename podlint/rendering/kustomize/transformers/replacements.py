"""``replacements``.

Source: api/filters/replacement/replacement.go.
"""

from __future__ import annotations

from collections.abc import Sequence

from podlint.rendering.kustomize.fields.field_paths import looked_up, split_path
from podlint.rendering.kustomize.fields.field_writing import write_field
from podlint.rendering.kustomize.kustomization.entries import (
    FieldOptions,
    Replacement,
    ReplacementSource,
    ReplacementTarget,
    Selector,
    Written,
)
from podlint.rendering.kustomize.nodes.copying import copied
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import DEFAULT, Gvk, ResourceId
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Scalar, is_null
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.patches.selectors import SelectorPatterns, has_labels

__all__ = ["replace"]

_DEFAULT_PATH = "metadata.name"


def replace(resources: Sequence[Resource], entries: Sequence[Replacement]) -> None:
    """Copy the value of each entry to its targets, one entry after the other.

    Raises:
        BuildError: A source is not clear or has no such field, or a target has none.
        Declined: A target is part of a YAML text.
    """
    for entry in entries:
        if (entry.source is None and entry.source_value is None) or entry.targets is None:
            raise BuildError("a replacement needs a source and targets", entry.origin)
        value = _value(resources, entry)
        for target in entry.targets:
            _apply(resources, target, value)


def _value(resources: Sequence[Resource], entry: Replacement) -> Node:
    source = entry.source
    if source is None or entry.source_value is not None:
        if source is not None or entry.source_value is None:
            raise BuildError(
                "a replacement has either a source or a sourceValue, not both", entry.origin
            )
        return entry.source_value.scalar("")
    resource = _chosen(resources, source)
    path = source.field_path or _DEFAULT_PATH
    found = looked_up(resource.root, split_path(path), source.origin)
    if found is None or is_null(found) or (isinstance(found, (Map, List)) and not found.items):
        raise BuildError(
            f"the source of a replacement, {resource.id}, has no field {path}", source.origin
        )
    return _part(found, source)


def _chosen(resources: Sequence[Resource], source: ReplacementSource) -> Resource:
    found = [
        each for each in resources if any(_is_source(one, source.selector) for one in _ids(each))
    ]
    if len(found) != 1:
        number = "several resources are" if found else "no resource is"
        raise BuildError(f"{number} the source of a replacement", source.origin)
    return found[0]


def _ids(resource: Resource) -> list[ResourceId]:
    """The present and the previous ids."""
    return [resource.id, *resource.previous_ids]


def _is_source(found: ResourceId, selector: Selector) -> bool:
    return (
        found.gvk.is_selected_by(selector.gvk)
        and selector.name in ("", found.name)
        and selector.namespace in ("", found.namespace or DEFAULT)
    )


def _part(node: Node, source: ReplacementSource) -> Node:
    """The part of a value that the options of a source name."""
    options = source.options
    if options is None or not options.delimiter:
        return node
    if not isinstance(node, Scalar):
        raise BuildError("only a string can be split at a delimiter", source.origin)
    parts = node.text.split(options.delimiter)
    if not 0 <= options.index < len(parts):
        raise BuildError(f"`{node.text}` has no part {options.index}", source.origin)
    part = copied(node)
    assert isinstance(part, Scalar)
    part.text = parts[options.index]
    return part


def _apply(resources: Sequence[Resource], target: ReplacementTarget, value: Node) -> None:
    select = target.select
    if select is None:
        raise BuildError("a target of a replacement must select resources", target.origin)
    selected = SelectorPatterns(select)
    rejected = [SelectorPatterns(each) for each in target.reject]
    paths = target.field_paths or (Written(_DEFAULT_PATH, target.origin),)
    options = target.options or FieldOptions()
    for resource in resources:
        if not _has_chosen_labels(resource, select, target.reject):
            continue
        ids = _ids(resource)
        if any(
            _names_something(each.selector) and any(_selects(each, one) for one in ids)
            for each in rejected
        ):
            continue
        if any(_selects(selected, one) for one in ids):
            for path in paths:
                write_field(resource, path, value, options)


def _has_chosen_labels(resource: Resource, select: Selector, reject: Sequence[Selector]) -> bool:
    return has_labels(resource, select) and not any(
        (each.label_selector or each.annotation_selector) and has_labels(resource, each)
        for each in reject
    )


def _names_something(selector: Selector) -> bool:
    return bool(selector.name or selector.namespace or selector.gvk != Gvk("", "", ""))


def _selects(patterns: SelectorPatterns, found: ResourceId) -> bool:
    return (
        patterns.selects_gvk(found.gvk)
        and patterns.selects_name(found.name)
        and patterns.selects_namespace(found.namespace)
    )
