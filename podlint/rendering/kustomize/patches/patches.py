"""``patches``, ``patchesStrategicMerge`` and ``patchesJson6902``.

Sources: api/internal/builtins/PatchTransformer.go, PatchStrategicMergeTransformer.go and
PatchJson6902Transformer.go; ``Select`` and ``ApplySmPatch`` in api/resmap/reswrangler.go;
``ApplySmPatch`` and ``CopyMergeMetaDataFieldsFrom`` in api/resource/resource.go.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from podlint.rendering.kustomize.kustomization.entries import Selector, Written
from podlint.rendering.kustomize.kustomization.kustomization_file import PatchEntry
from podlint.rendering.kustomize.loading.resource_files import read_resources
from podlint.rendering.kustomize.nodes.copying import copied_map
from podlint.rendering.kustomize.nodes.effort import size_of, spend
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.identity import ResourceId
from podlint.rendering.kustomize.nodes.node import Map, Origin, Scalar
from podlint.rendering.kustomize.nodes.read_nodes import Source
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.nodes.setting import set_field
from podlint.rendering.kustomize.patches.json_patch import (
    JsonPatch,
    apply_json_patch,
    read_json_patch,
)
from podlint.rendering.kustomize.patches.selectors import SelectorPatterns, has_labels
from podlint.rendering.kustomize.patches.strategic_merge import merge

__all__ = ["Transform", "json_6902", "patches", "strategic_merges", "unique"]

Transform = Callable[[list[Resource]], None]
"""Changes resources in place; a deleted resource has no fields left."""

Read = Callable[[Written], Source]
"""Reads a file of a kustomization."""

Found = TypeVar("Found")

_ALLOW_NAME = "internal.config.kubernetes.io/allowNameChange"
_ALLOW_KIND = "internal.config.kubernetes.io/allowKindChange"
_OWN_PREFIX = "internal.config.kubernetes.io/"
_OWN = frozenset(("config.kubernetes.io/path", "config.kubernetes.io/index", "config.k8s.io/id"))


def patches(entry: PatchEntry, read: Read) -> Transform:
    """What an entry of ``patches`` does.

    Raises:
        BuildError: It holds no patch.
    """
    text = entry.patch.text.strip() if entry.patch else ""
    if not text and entry.path is None:
        raise BuildError("the entry needs one of patch and path", entry.origin)
    if text and entry.path is not None:
        raise BuildError("the entry cannot have both patch and path", entry.origin)
    if entry.path is not None:
        source = read(entry.path)
    else:
        assert entry.patch is not None
        source = Source(entry.patch.origin.file, text, entry.patch.origin)
    merges, not_merges = _attempt(read_resources, source)
    operations, not_operations = _attempt(read_json_patch, source)
    if not_merges is not None and not_operations is not None:
        raise _no_patch(source, not_merges, not_operations)
    if merges is not None:
        allowed = {
            name: Scalar("enabled", "str")
            for name, is_allowed in (
                (_ALLOW_NAME, entry.allow_name_change),
                (_ALLOW_KIND, entry.allow_kind_change),
            )
            if is_allowed
        }
        for each in merges if allowed else ():
            each.set_texts("annotations", {**each.texts("annotations"), **allowed})
        return partial(_merge_all, found=merges, entry=entry)
    assert operations is not None
    return partial(_apply, patch=operations, entry=entry)


def _attempt(
    reader: Callable[[Source], Found], source: Source
) -> tuple[Found | None, BuildError | None]:
    """What a text is read as, or why it cannot be read so."""
    try:
        return reader(source), None
    except BuildError as error:
        return None, error


def _no_patch(source: Source, as_merge: BuildError, as_operations: BuildError) -> BuildError:
    """Why a text is neither kind of patch: it is most likely meant to be the one it looks like."""
    for each in (as_merge, as_operations):
        if isinstance(each, Declined):
            return each
    looks_like_list = source.text.lstrip().startswith(("[", "- "))
    meant = as_operations if looks_like_list else as_merge
    return BuildError(f"this is not a patch: {meant.message}", meant.origin or source.first)


def strategic_merges(paths: tuple[Written, ...], read: Read) -> Transform:
    """What ``patchesStrategicMerge`` does: each entry is a patch, or the path of a file of them.

    Raises:
        BuildError: An entry holds no patch.
    """
    found: list[Resource] = []
    for path in paths:
        try:
            found += read_resources(Source(path.origin.file, path.text, path.origin))
        except BuildError:
            found += read_resources(read(path))
    if not found:
        raise BuildError("the patches are empty", paths[0].origin)

    def transform(resources: list[Resource]) -> None:
        for patch in found:
            _merge_selected(resources, [unique(resources, patch.original_id, patch.source)], patch)

    return transform


def json_6902(entry: PatchEntry, read: Read) -> Transform:
    """What an entry of ``patchesJson6902`` does.

    Raises:
        BuildError: It holds no patch, or no name of a target.
    """
    if entry.target is None or not entry.target.name:
        raise BuildError("the target of a JSON patch needs a name", entry.origin)
    if (entry.path is None) == (entry.patch is None):
        raise BuildError("the entry needs one of patch and path", entry.origin)
    if entry.path is not None:
        source = read(entry.path)
    else:
        assert entry.patch is not None
        source = Source(entry.patch.origin.file, entry.patch.text, entry.patch.origin)
    found = read_json_patch(source)
    if not found.operations:
        raise BuildError("the patch is empty", source.first)
    target = entry.target

    def transform(resources: list[Resource]) -> None:
        for resource in selected(resources, target):
            _apply_one(resource, found)

    return transform


def selected(resources: list[Resource], selector: Selector) -> list[Resource]:
    """The resources that a target selects, by what they are called now or were at first.

    Raises:
        BuildError: The selector is not valid.
    """
    patterns = SelectorPatterns(selector)
    found = []
    for resource in resources:
        now, first = resource.id, resource.original_id
        if (
            any(patterns.selects_namespace(each.effective_namespace) for each in (first, now))
            and any(patterns.selects_name(each.name) for each in (first, now))
            and patterns.selects_gvk(now.gvk)
            and has_labels(resource, selector)
        ):
            found.append(resource)
    return found


def unique(resources: list[Resource], wanted: ResourceId, origin: Origin | None) -> Resource:
    """The resource that has, or had, an id.

    Raises:
        BuildError: There is none, or there are several.
    """
    found = [each for each in resources if each.root.items and any(map(wanted.equals, each.ids))]
    if not found:
        raise BuildError(f"the patch finds no resource: there is no {wanted}", origin)
    if len(found) > 1:
        raise BuildError(f"the patch finds several resources: {wanted}", origin)
    return found[0]


def _merge_all(resources: list[Resource], found: list[Resource], entry: PatchEntry) -> None:
    if not found:
        return
    if entry.target is None:
        for patch in found:
            _merge_one(unique(resources, patch.original_id, patch.source), patch)
        return
    if len(found) > 1:
        raise BuildError("an entry with a target can contain only one patch", entry.origin)
    _merge_selected(resources, selected(resources, entry.target), found[0])


def _merge_selected(resources: list[Resource], chosen: list[Resource], patch: Resource) -> None:
    """Merge a patch into some resources; the result must not be the same as another resource."""
    ids = {each.id for each in chosen}
    kept: dict[tuple[str, ...], Resource] = {}
    for resource in resources:
        if resource.id in ids:
            _merge_one(resource, _for_target(patch, resource))
        if resource.root.items:
            found = resource.id
            key = (*found.gvk, found.name, found.effective_namespace)
            if key in kept:
                raise BuildError(f"the patch creates a second {found}", patch.source)
            kept[key] = resource


def _for_target(patch: Resource, target: Resource) -> Resource:
    """A copy of a patch that is of the version of its target; its metadata become texts."""
    found = Resource(copied_map(patch.root), patch.source)
    for field in ("labels", "annotations"):
        found.set_texts(field, found.texts(field))
    found.set_name(_untyped(patch, "name"))
    found.set_namespace(_untyped(patch, "namespace"))
    version = Scalar(target.gvk.api_version, places=patch.root.places)
    set_field(found.root, "apiVersion", version)
    kind = found.root.items["kind"]
    assert isinstance(kind, Scalar)
    set_field(found.root, "kind", Scalar(kind.text, places=kind.places))
    return found


def _untyped(resource: Resource, field: str) -> Scalar:
    """The name or the namespace of a resource without a type; an empty text for none."""
    found = resource.metadata().items.get(field)
    if not isinstance(found, Scalar) or found.tag == "null":
        return Scalar("")
    return Scalar(found.text, places=found.places)


def _merge_one(resource: Resource, patch: Resource) -> None:
    kind = resource.root.items.get("kind")
    before = [_untyped(resource, "name"), _untyped(resource, "namespace")]
    may_rename = patch.annotation(_ALLOW_NAME) == "enabled"
    may_change_kind = patch.annotation(_ALLOW_KIND) == "enabled"
    if may_rename or may_change_kind:
        resource.remember_id()
    old_kind = Scalar(kind.text, places=kind.places) if isinstance(kind, Scalar) else Scalar("")
    version = resource.root.items.get("apiVersion")
    old_version = (version.text, version.places) if isinstance(version, Scalar) else None
    spend(size_of(resource.root) + size_of(patch.root), patch.source)
    if not merge(resource.root, patch.root):
        resource.root = Map()
    if not resource.root.items:
        return
    version = resource.root.items.get("apiVersion")
    if isinstance(version, Scalar) and old_version and version.text == old_version[0]:
        version.places = old_version[1]
    if not may_change_kind:
        _restore(resource.root, "kind", old_kind)
    if not may_rename:
        _restore(resource.metadata(), "name", before[0])
    if before[1].text:
        _restore(resource.metadata(), "namespace", before[1])
    else:
        resource.set_namespace(before[1])


def _restore(owner: Map, field: str, old: Scalar) -> None:
    """Set a field to what it was, written by who had written it."""
    set_field(owner, field, Scalar(old.text))
    found = owner.items[field]
    found.places = old.places


def _apply(resources: list[Resource], patch: JsonPatch, entry: PatchEntry) -> None:
    if entry.target is None:
        raise BuildError("a JSON patch needs a target", entry.origin)
    for resource in selected(resources, entry.target):
        resource.remember_id()
        _apply_one(resource, patch)


def _apply_one(resource: Resource, patch: JsonPatch) -> None:
    """Apply a JSON patch to a resource, which keeps what kustomize notes in its annotations."""
    own = {
        name: text
        for name, text in resource.texts("annotations").items()
        if name.startswith(_OWN_PREFIX) or name in _OWN
    }
    apply_json_patch(resource, patch)
    resource.set_texts("annotations", {**resource.texts("annotations"), **own})
