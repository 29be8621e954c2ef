"""What ``kustomize edit`` makes of a kustomization: Argo CD runs it before the build.

Sources: commands/edit/set and commands/edit/add of kustomize 5.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from podlint.rendering.kustomize.kustomization.edited_entry import EditedEntry, entry_of_node
from podlint.rendering.kustomize.kustomization.entries import Written
from podlint.rendering.kustomize.kustomization.typed_data import (
    FLAG,
    NUMBER,
    TEXT,
    TEXTS,
    Entry,
    Type,
)
from podlint.rendering.kustomize.kustomization.types import IMAGE
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import Origin, Scalar, text_map
from podlint.rendering.kustomize.transformers.images import parts

__all__ = ["add_components", "add_labels", "add_pairs", "set_images", "set_replicas"]

_KEEP = "*"
_FIELDS = ("newName", "newTag", "digest")
_LABELS: dict[str, Type] = {"pairs": TEXTS, "includeSelectors": FLAG, "includeTemplates": FLAG}
_REPLICAS: dict[str, Type] = {"name": TEXT, "count": NUMBER}


def set_images(entry: Entry, images: Iterable[Written]) -> Entry:
    """``edit set image``: each text is ``[name=]image[:tag][@digest]``.

    Raises:
        BuildError: A text is none.
    """
    own = [*entry.entries("images"), *entry.entries("imageTags")]
    found: dict[str, Entry] = {}
    for image in images:
        name, texts = _image(image)
        found[name] = _image_entry(name, texts, image.origin)
    for existing in own:
        name = existing.text("name")
        if name not in found:
            found[name] = existing
            continue
        image_entry = found[name]
        kept = {
            field: existing.written(field) for field in _FIELDS if image_entry.text(field) == _KEEP
        }
        found[name] = EditedEntry(image_entry, texts=kept)
    for name, image_entry in found.items():
        lost = dict.fromkeys(field for field in _FIELDS if image_entry.text(field) == _KEEP)
        found[name] = EditedEntry(image_entry, texts=lost) if lost else image_entry
    ordered = [found[name] for name in sorted(found, key=str.encode)]
    return EditedEntry(entry, entries={"images": ordered, "imageTags": []})


def _image(image: Written) -> tuple[str, dict[str, str]]:
    """The name of an image, and the fields of its entry."""
    key, equals, value = image.text.partition("=")
    name, tag, digest = parts(value if equals else image.text)
    if name == image.text:
        raise BuildError(f"the image has no new name, tag or digest: {image.text}", image.origin)
    texts = {"newTag": tag, "digest": digest}
    if equals and key:
        return key, {**texts, "newName": name}
    return name, texts


def _image_entry(name: str, texts: Mapping[str, str], origin: Origin) -> Entry:
    places = (origin,)
    fields = {field: Scalar(text, "str", places=places) for field, text in texts.items() if text}
    node = text_map({"name": Scalar(name, "str", places=places), **fields}, places)
    return entry_of_node(node, IMAGE)


def set_replicas(entry: Entry, replicas: Iterable[tuple[str, int, Origin]]) -> Entry:
    """``edit set replicas``: each is a name, a count, and the place of both."""
    found: dict[str, Entry] = {}
    for name, count, origin in replicas:
        places = (origin,)
        node = text_map(
            {
                "name": Scalar(name, "str", places=places),
                "count": Scalar(str(count), "int", places=places),
            },
            places,
        )
        found[name] = entry_of_node(node, _REPLICAS)
    found = {**{each.text("name"): each for each in entry.entries("replicas")}, **found}
    ordered = [found[name] for name in sorted(found, key=str.encode)]
    return EditedEntry(entry, entries={"replicas": ordered})


def add_pairs(entry: Entry, field: str, pairs: Mapping[str, Written], force: bool) -> Entry:
    """``edit add label`` or ``annotation``, for a field that is a map.

    Raises:
        BuildError: The kustomization has one of them already, and they are not forced.
    """
    return EditedEntry(entry, pairs={field: _added(entry.pairs(field), pairs, force)})


def _added(
    own: Mapping[str, Written], pairs: Mapping[str, Written], force: bool
) -> dict[str, Written]:
    for name, written in pairs.items():
        if name in own and not force:
            raise BuildError(f"`{name}` is already in the kustomization", written.origin)
    return {**own, **pairs}


def add_labels(
    entry: Entry, pairs: Mapping[str, Written], force: bool, templates: bool, place: Origin
) -> Entry:
    """``edit add label --without-selector``.

    Raises:
        BuildError: As `add_pairs`.
    """
    labels = entry.entries("labels")
    for at, label in enumerate(labels):
        is_template = label.flag("includeTemplates") is not None
        if label.flag("includeSelectors") is None and is_template is templates:
            labels[at] = add_pairs(label, "pairs", pairs, force)
            return EditedEntry(entry, entries={"labels": labels})
    node = text_map({"includeTemplates": Scalar(str(templates).lower(), "bool")}, (place,))
    added = EditedEntry(entry_of_node(node, _LABELS), pairs={"pairs": pairs})
    return EditedEntry(entry, entries={"labels": [*labels, added]})


def add_components(entry: Entry, components: Sequence[Written]) -> Entry:
    """``edit add component``: the ones that are not there yet."""
    own = entry.texts("components")
    known = {each.text for each in own}
    added = {each.text: each for each in components if each.text not in known}
    return EditedEntry(entry, lists={"components": [*own, *added.values()]})
