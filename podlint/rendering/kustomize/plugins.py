"""The objects in ``generators`` and ``transformers`` that kustomize carries out itself.

Sources: ``loadAndConfigurePlugin`` in api/internal/plugins/loader/loader.go; the ``Config`` of each
kind in api/internal/builtins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from podlint.document import JSON, Path
from podlint.rendering.kustomize.generators.hashing import add_hashes
from podlint.rendering.kustomize.kustomization.entries import FieldSpec, GeneratorEntry, Written
from podlint.rendering.kustomize.kustomization.kustomization_file import (
    PatchEntry,
    field_specs,
    generator,
    image,
    patch,
    replicas,
    selector,
)
from podlint.rendering.kustomize.kustomization.typed_data import Entry, YamlFile
from podlint.rendering.kustomize.kustomization.types import PLUGINS
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin
from podlint.rendering.kustomize.nodes.read_nodes import Source
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.nodes.value import data_of
from podlint.rendering.kustomize.patches.patches import (
    Transform,
    json_6902,
    patches,
    strategic_merges,
)
from podlint.rendering.kustomize.supplements import loaded_replacements
from podlint.rendering.kustomize.transformers.images import set_images
from podlint.rendering.kustomize.transformers.labels import add_entries
from podlint.rendering.kustomize.transformers.namespace import SUBJECT_MODES, set_namespace
from podlint.rendering.kustomize.transformers.naming import add_prefix, add_suffix
from podlint.rendering.kustomize.transformers.replacements import replace
from podlint.rendering.kustomize.transformers.replicas import set_replicas

__all__ = ["plugin_generator", "plugin_transforms"]

Read = Callable[[Written], Source]

_GENERATORS = frozenset(("ConfigMapGenerator", "SecretGenerator"))
_OTHERS = frozenset(("HelmChartInflationGenerator", "IAMPolicyGenerator", "ValueAddTransformer"))


class _Object(YamlFile):
    """An object in the place of a file."""

    def __init__(self, resource: Resource) -> None:
        """Take an object.

        Raises:
            BuildError: It cannot be printed.
        """
        self._root = resource.root
        self._place = resource.source
        self._data = data_of(resource.root)
        self.file = resource.source.file if resource.source else ""

    @property
    def data(self) -> JSON:
        return self._data

    def origin(self, path: Path, key: bool = False) -> Origin:
        node: Node = self._root
        place = self._place
        for step in path:
            if key and isinstance(node, Map) and step in node.keys:
                place = node.keys[str(step)]
            if isinstance(node, Map) and step in node.items:
                node = node.items[str(step)]
            elif isinstance(node, List):
                node = node.items[int(step)]
            if node.places and not key:
                place = node.places[0]
        assert place is not None
        return place


def _entry(resource: Resource, generates: bool) -> tuple[str, Entry]:
    """The kind of an object, and what its fields say."""
    gvk = resource.gvk
    if gvk.group or gvk.version != "builtin":
        raise BuildError(f"kubectl runs no plugins: {gvk.kind}", resource.source)
    if gvk.kind in _OTHERS:
        raise Declined(f"podlint does not run a {gvk.kind}", resource.source)
    if gvk.kind not in PLUGINS:
        raise BuildError(f"kustomize has no {gvk.kind} of its own", resource.source)
    if (gvk.kind in _GENERATORS) != generates:
        kind = "generator" if generates else "transformer"
        raise BuildError(f"{gvk.kind} is not a {kind}", resource.source)
    return gvk.kind, _Object(resource).entry(PLUGINS[gvk.kind], strict=False, typed=True)


def plugin_generator(resource: Resource) -> GeneratorEntry:
    """What an object in ``generators`` generates.

    Raises:
        BuildError: It is no generator of kustomize.
        Declined: podlint does not run it.
    """
    kind, entry = _entry(resource, generates=True)
    found = generator(kind.removesuffix("Generator"), entry)
    metadata = entry.entry("metadata")
    # A single `env` means something in kustomizations alone.
    found = found.replace(envs=entry.texts("envs"))
    if metadata is not None and not found.name.text:
        found = found.replace(name=metadata.written("name"))
    if metadata is not None and found.namespace is None:
        found = found.replace(namespace=metadata.written("namespace"))
    return found


def plugin_transforms(resource: Resource, read: Read) -> Iterator[tuple[str, Transform]]:
    """What an object in ``transformers`` does, each with a kind of transformer.

    Args:
        resource: The object.
        read: Reads the files that it names.

    Raises:
        BuildError: It is no transformer of kustomize, or not a valid one.
        Declined: podlint does not run it.
    """
    kind, entry = _entry(resource, generates=False)
    if kind == "PrefixSuffixTransformer":
        yield kind, _prefix(entry, read)
        yield kind, _suffix(entry, read)
    else:
        yield kind, _MAKERS[kind](entry, read)


def _nothing(_: list[Resource]) -> None:
    pass


def _annotations(entry: Entry, _: Read) -> Transform:
    fields = field_specs(entry.entries("fieldSpecs"))
    return partial(add_entries, pairs=entry.pairs("annotations"), fields=fields)


def _labels(entry: Entry, _: Read) -> Transform:
    fields = field_specs(entry.entries("fieldSpecs"))
    return partial(add_entries, pairs=entry.pairs("labels"), fields=fields)


def _hash(_: Entry, __: Read) -> Transform:
    return add_hashes


def _image(entry: Entry, _: Read) -> Transform:
    # Without an image, it concerns the images that are empty; and gives them no name.
    tag = image(entry.entry("imageTag") or entry)
    return partial(set_images, entry=tag, fields=field_specs(entry.entries("fieldSpecs")))


def _namespace(entry: Entry, _: Read) -> Transform:
    mode = entry.text("setRoleBindingSubjects") or SUBJECT_MODES[0]
    if mode not in SUBJECT_MODES:
        raise BuildError(
            f"setRoleBindingSubjects must be one of {', '.join(SUBJECT_MODES)}",
            entry.origin_of("setRoleBindingSubjects"),
        )
    metadata = entry.entry("metadata")
    namespace = metadata.written("namespace") if metadata else None
    if namespace is None:
        return _nothing
    return partial(
        set_namespace,
        namespace=namespace,
        fields=field_specs(entry.entries("fieldSpecs")),
        unset_only=entry.flag("unsetOnly") is not None,
        subjects=mode,
    )


def _prefix(entry: Entry, _: Read) -> Transform:
    return partial(add_prefix, prefix=_affix(entry, "prefix"), fields=_wanted_fields(entry))


def _suffix(entry: Entry, _: Read) -> Transform:
    return partial(add_suffix, suffix=_affix(entry, "suffix"), fields=_wanted_fields(entry))


def _affix(entry: Entry, name: str) -> Written:
    return entry.written(name) or Written("", entry.origin)


def _wanted_fields(entry: Entry) -> tuple[FieldSpec, ...]:
    if not entry.has("fieldSpecs"):
        raise BuildError("the transformer needs fieldSpecs", entry.origin)
    return field_specs(entry.entries("fieldSpecs"))


def _patch(entry: Entry, read: Read) -> Transform:
    return patches(patch(entry), read)


def _json_patch(entry: Entry, read: Read) -> Transform:
    found = PatchEntry(
        path=entry.written("path"),
        patch=entry.written("jsonOp"),
        target=selector(entry.entry("target")),
        allow_name_change=False,
        allow_kind_change=False,
        origin=entry.origin,
    )
    return json_6902(found, read)


def _merges(entry: Entry, read: Read) -> Transform:
    written = entry.written("patches")
    paths = (*entry.texts("paths"), *((written,) if written else ()))
    if not paths:
        raise BuildError("the transformer has neither paths nor patches", entry.origin)
    return strategic_merges(paths, read)


def _replacements(entry: Entry, read: Read) -> Transform:
    return partial(replace, entries=loaded_replacements(entry.entries("replacements"), read))


def _replicas(entry: Entry, _: Read) -> Transform:
    count = entry.entry("replica")
    if count is None:
        raise BuildError("the transformer has no replica", entry.origin)
    fields = field_specs(entry.entries("fieldSpecs"))
    return partial(set_replicas, entry=replicas(count), fields=fields)


_MAKERS: dict[str, Callable[[Entry, Read], Transform]] = {
    "AnnotationsTransformer": _annotations,
    "HashTransformer": _hash,
    "ImageTagTransformer": _image,
    "LabelTransformer": _labels,
    "NamespaceTransformer": _namespace,
    "PatchJson6902Transformer": _json_patch,
    "PatchStrategicMergeTransformer": _merges,
    "PatchTransformer": _patch,
    "PrefixTransformer": _prefix,
    "ReplacementTransformer": _replacements,
    "ReplicaCountTransformer": _replicas,
    "SuffixTransformer": _suffix,
}
