"""``configMapGenerator``, ``secretGenerator`` and ``generatorOptions``.

Sources: api/internal/generators; ``LoadMapIntoConfigMapData`` in kyaml/yaml/datamap.go;
``makeOne`` in api/resource/factory.go; ``appendReplaceOrMerge`` in api/resmap/reswrangler.go;
``CopyMergeMetaDataFieldsFrom`` in api/resource/resource.go.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from podlint.rendering.kustomize.kustomization.entries import (
    GeneratorEntry,
    GeneratorOptions,
    Load,
    Written,
)
from podlint.rendering.kustomize.kustomization.key_values import Pair, pairs_of
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import Map, Scalar, is_null, text_of
from podlint.rendering.kustomize.nodes.resource import (
    BEHAVIOR,
    INTERNAL,
    NEEDS_HASH,
    Resource,
    sub_map,
)
from podlint.rendering.kustomize.nodes.setting import set_field, texts_in

__all__ = ["absorb", "generate"]

_LINE = 70
"""Characters of Base64 in a line, where it does not fit into one."""

_BEHAVIORS = frozenset(("create", "merge", "replace"))
_ORIGIN = "config.kubernetes.io/origin"


def generate(entry: GeneratorEntry, options: GeneratorOptions | None, load: Load) -> Resource:
    """The object that an entry generates.

    Args:
        entry: The entry.
        options: The ``generatorOptions`` of the kustomization.
        load: Reads the files that the entry names.

    Raises:
        BuildError: The entry has no name, or a source is invalid.
    """
    if not entry.name.text:
        raise BuildError("a generated object must have a name", entry.origin)
    places = (entry.origin,)
    given = _with_global(entry.options, options)
    metadata = Map({"name": entry.name.scalar()}, places)
    root = Map(
        {
            "apiVersion": Scalar("v1", "str", places=places),
            "kind": Scalar(entry.kind, "str", places=places),
        },
        places,
    )
    root.items["metadata"] = metadata
    if entry.namespace:
        metadata.items["namespace"] = entry.namespace.scalar()
    _fill(root, entry, pairs_of(entry, load))
    if given.labels:
        labels = {name: Scalar(each.text, "str", quoted=True, places=(each.origin,))
                  for name, each in given.labels.items()}  # fmt: skip
        metadata.items["labels"] = Map(dict(labels), places)
    if given.immutable:
        root.items["immutable"] = Scalar("true", "bool", places=(given.immutable.origin,))
    found = Resource(root, entry.origin)
    annotations = {name: each.scalar() for name, each in given.annotations.items()}
    if not given.disable_name_suffix_hash:
        annotations[NEEDS_HASH] = Scalar("enabled", "str")
    behavior = entry.behavior if entry.behavior in _BEHAVIORS else "unspecified"
    annotations[BEHAVIOR] = Scalar(behavior, "str")
    found.set_texts("annotations", annotations)
    if given.annotations:
        metadata.items["annotations"].places = places
    return found


def _with_global(own: GeneratorOptions | None, others: GeneratorOptions | None) -> GeneratorOptions:
    """The options of an entry, completed by those for all (``MergeGlobalOptionsIntoLocal``)."""
    nothing: Mapping[str, Written] = {}
    own = own or GeneratorOptions(nothing, nothing)
    others = others or GeneratorOptions(nothing, nothing)
    return GeneratorOptions(
        {**others.labels, **own.labels},
        {**others.annotations, **own.annotations},
        own.disable_name_suffix_hash or others.disable_name_suffix_hash,
        own.immutable or others.immutable,
    )


def _fill(root: Map, entry: GeneratorEntry, pairs: Mapping[str, Pair]) -> None:
    """Put the pairs into the data of an object."""
    places = (entry.origin,)
    if entry.kind == "Secret":
        kind = entry.type.scalar() if entry.type else Scalar("Opaque", "str", places=places)
        root.items["type"] = kind
        root.items["data"] = Map(places=places)
    for key in sorted(pairs):
        pair = pairs[key]
        field = "data"
        try:
            text = pair.value.decode()
        except UnicodeDecodeError:
            text = None
        if text is None or entry.kind == "Secret":
            field = "data" if entry.kind == "Secret" else "binaryData"
            text = _base64(pair.value)
        data = root.items.setdefault(field, Map(places=places))
        assert isinstance(data, Map)
        set_field(data, key, Scalar(text, "str", "\n" in text, (pair.origin,)))


def _base64(value: bytes) -> str:
    """Base64; if it is longer than a line, with a line break after each line."""
    text = b64encode(value).decode()
    if len(text) < _LINE:
        return text
    return "".join(f"{text[at : at + _LINE]}\n" for at in range(0, len(text), _LINE))


def absorb(resources: list[Resource], generated: Resource) -> None:
    """Add a generated object to the resources, or merge it with the one that it means.

    Raises:
        BuildError: What is there does not go with the behavior of the generator.
    """
    wanted = generated.id
    behavior = generated.annotation(BEHAVIOR)
    found = [at for at, each in enumerate(resources) if any(map(wanted.equals, each.ids))]
    if not found:
        if behavior in ("merge", "replace"):
            raise BuildError(f"there is no {wanted} to {behavior}", generated.source)
        resources.append(generated)
        return
    if len(found) > 1:
        raise BuildError(f"several objects match {wanted}", generated.source)
    if behavior not in ("merge", "replace"):
        raise BuildError(
            f"{wanted} already exists; the behavior must be merge or replace", generated.source
        )
    old = resources[found[0]]
    _take_metadata(generated, old)
    if behavior == "merge":
        _merge_data(generated, old, "data")
        _merge_data(generated, old, "binaryData")
        origin = old.annotation(_ORIGIN)
        if origin is not None:
            generated.annotate(_ORIGIN, origin)
    # A patch may have changed the kind since; and nothing forbids two of the same id before.
    same = [at for at, each in enumerate(resources) if generated.id.equals(each.id)]
    if same != found:
        raise BuildError(f"{wanted} cannot replace {old.id}", generated.source)
    resources[found[0]] = generated


def _take_metadata(new: Resource, old: Resource) -> None:
    """Complete the metadata of a generated object by those of the one that it replaces."""
    new.set_texts("labels", {**old.texts("labels"), **new.texts("labels")})
    before, given = old.texts("annotations"), new.texts("annotations")
    annotations = {**before, **given}
    for name in INTERNAL:
        annotations.pop(name, None)
        if name in before and (name != NEEDS_HASH or name in given):
            annotations[name] = before[name]
    new.set_texts("annotations", annotations)
    metadata = sub_map(old.root, "metadata") or Map()
    for field, put in (("name", new.set_name), ("namespace", new.set_namespace)):
        node = metadata.items.get(field)
        put(Scalar(text_of(node), places=node.places if node else ()))


def _merge_data(new: Resource, old: Resource, field: str) -> None:
    found = {**_texts(old.root, field), **_texts(new.root, field)}
    before = new.root.items.pop(field, None)
    if found:
        merged = Map(places=before.places if before else new.root.places)
        for name, text in found.items():
            set_field(merged, name, text)
        new.root.items[field] = merged


def _texts(root: Map, field: str) -> dict[str, Scalar]:
    """The entries of data as texts, whatever they were."""
    owner = sub_map(root, field) or Map()
    return {
        name: Scalar(
            "" if is_null(owner.items[name]) else each.text, "str", "\n" in each.text, each.places
        )
        for name, each in texts_in(owner).items()
    }
