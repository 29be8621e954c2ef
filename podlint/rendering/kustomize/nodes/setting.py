"""How kyaml sets a field of a map, and looks up maps on the way to one.

Sources: ``FieldSetter`` in kyaml/yaml/fns.go; ``IsYaml1_1NonString`` in compatibility.go beside it;
``SetAnnotations`` and ``SetMapField`` in kyaml/yaml/rnode.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from podlint.document.scalar import HINTS, resolve
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import Map, Node, Origin, Scalar, is_null, twice

__all__ = ["clear", "created_map", "looks_typed", "set_field", "set_texts", "texts_in"]


def set_field(
    owner: Map, name: str, value: Node | None, quoted_key: bool = False, decides: bool = False
) -> None:
    """Set a field, or remove it if the value is null; a scalar keeps the quotes that were there.

    A scalar that is there becomes the other one: what shares it changes, too.

    Args:
        owner: The map.
        name: The name of the field.
        value: The value, which becomes part of the map.
        quoted_key: A new key is written in quotes.
        decides: As for `Scalar.become`.

    Raises:
        BuildError: The name is empty, which kustomize takes for the map itself.
    """
    if not name:
        raise BuildError("a key that is empty cannot be set", next(iter(owner.places), None))
    if value is None or is_null(value):
        clear(owner, name)
        return
    if type(value) is Scalar:
        plain = not value.quoted and not value.tagged
        if plain and value.tag in ("str", "") and looks_typed(value.text):
            value.quoted = True
        old = owner.items.get(name)
        if type(old) is Scalar:
            if old is not value:
                value.quoted, value.tagged = old.quoted, old.tagged
                old.become(value, decides)
            return
        if old is not None:
            value.quoted = value.tagged = False
    if (old := owner.items.get(name)) is not None and old is not value:
        if value.places is not old.places:
            value.places = (*value.places, *old.places)
        if not isinstance(value, Scalar):
            value.flow = not isinstance(old, Scalar) and old.flow
    if name not in owner.items and quoted_key:
        owner.texts |= {name}
    owner.items[name] = value


def clear(owner: Map, name: str) -> None:
    """Remove a field.

    Raises:
        Declined: The map has it twice: kustomize removes the first one only.
    """
    if owner.refusal == twice(name):
        raise Declined(owner.refusal, next(iter(owner.places), None))
    owner.items.pop(name, None)
    owner.keys.pop(name, None)
    if name in owner.texts:
        owner.texts -= {name}


def looks_typed(text: str) -> bool:
    """Whether YAML 1.1 reads a text as something else than a string."""
    if not text or "\n" in text:
        return False
    if text[0] in HINTS and not isinstance(resolve(text), str):
        return True
    if text[0] in "[{#" or text.startswith(("- ", "? ")) or text in ("-", "?"):
        return True
    return text[0] not in "\"'" and (": " in text or text.endswith(":"))


def created_map(owner: Map, name: str, places: tuple[Origin, ...] = ()) -> Map:
    """The map that is a field, made if there is none or if it is null.

    Raises:
        BuildError: The field is not a map.
    """
    found = owner.items.get(name)
    if isinstance(found, Map):
        return found
    if found is not None and not is_null(found):
        raise BuildError(f"`{name}` is not a map", next(iter(found.places), None))
    made = owner.items[name] = Map(places=places or owner.places)
    return made


def texts_in(owner: Node | None) -> dict[str, Scalar]:
    """The entries of a map as texts, whatever they are: a map or a list is an empty text."""
    if not isinstance(owner, Map):
        return {}
    return {
        key: Scalar(value.text if isinstance(value, Scalar) else "", "str", False, value.places)
        for key, value in owner.items.items()
    }


def set_texts(metadata: Map, name: str, texts: Mapping[str, Scalar]) -> None:
    """Put a map of texts in the place of labels or annotations; remove them if there are none.

    The keys lose their quotes.

    Raises:
        Declined: A key is empty: kustomize crashes, or leaves out some of the texts.
    """
    if "" in texts:
        place = next(iter(metadata.places), None)
        raise Declined(f"kubectl fails at {name} with an empty key", place)
    old = metadata.items.pop(name, None)
    if not texts:
        metadata.keys.pop(name, None)
        return
    made = metadata.items[name] = Map(places=old.places if old is not None else metadata.places)
    if isinstance(old, Map):
        made.keys = {key: place for key, place in old.keys.items() if key in texts}
    for key in sorted(texts):
        text = texts[key]
        set_field(made, key, Scalar(text.text, "str", "\n" in text.text, text.places))
