"""Strategic merge patches as kyaml merges them, which is not as the API server does.

Sources: kyaml/yaml/walk/walk.go, map.go and scalar.go; kyaml/yaml/merge2/merge2.go and
smpdirective.go. The nodes of the resource are changed in place, and those of the patch become part
of it.
"""

from __future__ import annotations

from typing import NamedTuple, cast

from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Scalar, is_null, text_of
from podlint.rendering.kustomize.nodes.setting import set_field
from podlint.rendering.kustomize.patches.merge_key_table import KINDS, TYPES

__all__ = ["Sources", "directive", "expected", "merge", "walk"]

_DIRECTIVE = "$patch"
_WORDS = frozenset(("delete", "replace", "merge"))

_IDENTIFYING = frozenset(
    ("apiVersion", "kind", "name", "namespace", "containerPort", "devicePath", "ip", "mountPath",
     "port", "protocol", "topologyKey", "type", "uid", "whenUnsatisfiable")
)  # fmt: skip
"""Fields in which a patch says what it changes, and not to what."""


class Schema(NamedTuple):
    """What is known of a value.

    Attributes:
        type: The name of the type in the table; empty for one that holds no keyed list, None if
            nothing is known.
        keys: The keys of a list that is merged; none for a set of plain values, None for other
            values.
    """

    type: str | None
    keys: tuple[str, ...] | None = None

    def field(self, name: str) -> Schema:
        """What is known of a field."""
        if self.type is None:
            return self
        return Schema(*TYPES.get(self.type, {}).get(name, ("", None)))


class Sources:
    """The value that is merged into, and the patch; both may be missing."""

    __slots__ = ("dest", "patch")

    def __init__(self, dest: Node | None, patch: Node | None) -> None:
        self.dest = dest
        self.patch = patch


def merge(root: Map, patch: Map) -> bool:
    """Merge a patch into a resource.

    Returns:
        False if the patch deletes the resource.

    Raises:
        BuildError: The two do not fit together.
    """
    # Where the patch says `$patch: replace`, kustomize forgets the result.
    return walk(Sources(root, patch), Schema(None)) is not None


def walk(sources: Sources, schema: Schema) -> Node | None:
    """The merged value, None if there is to be none.

    Raises:
        BuildError: The two do not fit together.
    """
    both = (sources.dest, sources.patch)
    present = [each for each in both if each is not None and not is_null(each)]
    schema = _known(schema, present)
    kind = _kind_of(present[0]) if present else Map
    for node in present:
        expected(node, kind)
    if kind is Map:
        return _walk_map(sources, schema)
    if kind is Scalar:
        return sources.dest if sources.patch is None else sources.patch
    if schema.keys is None:
        return sources.dest if sources.patch is None else sources.patch
    dest = _start_list(sources)
    if dest is None:
        return None
    from podlint.rendering.kustomize.patches.keyed_lists import merge_lists

    sources.dest = dest
    return merge_lists(sources, schema)


def _kind_of(node: Node) -> type[Node]:
    return type(node)


def expected(node: Node, kind: type[Node]) -> None:
    """Refuse a node of another kind, unless it is null (`ErrorIfInvalid`).

    Raises:
        BuildError: It is of another kind.
    """
    if type(node) is not kind and not is_null(node):
        message = f"expected a {_KINDS[kind]}, not a {_KINDS[type(node)]}"
        raise BuildError(message, next(iter(node.places), None))


_KINDS: dict[type, str] = {Map: "map", List: "list", Scalar: "single value"}


def _known(schema: Schema, present: list[Node]) -> Schema:
    """What is known of a value, that it says itself if nobody else does."""
    if schema.type is not None:
        return schema
    for each in present:
        if isinstance(each, Map):
            key = (text_of(each.items.get("apiVersion")), text_of(each.items.get("kind")))
            if key in KINDS:
                return Schema(KINDS[key])
    return schema


def _walk_map(sources: Sources, schema: Schema) -> Node | None:
    dest = sources.dest = _start_map(sources)
    if not isinstance(dest, Map):
        return dest
    patch = sources.patch
    added = patch.items if isinstance(patch, Map) else {}
    for name in sorted({*dest.items, *added}, key=str.encode):
        _walk_field(dest, patch, name, schema.field(name))
    return dest


def _walk_field(dest: Map, patch: Node | None, name: str, schema: Schema) -> None:
    if not name:
        # kustomize takes the name of the field for none, and the map for a single value.
        raise BuildError("a key that is empty cannot be merged", next(iter(dest.places), None))
    old = dest.items.get(name)
    new = patch.items.get(name) if isinstance(patch, Map) else None
    if new is None and old is not None and is_null(old) and _spelling(old):
        return  # A null that somebody has spelled out stays.
    value = walk(Sources(old, new), schema)
    if value is not None and value is new and isinstance(patch, Map) and patch is not dest:
        if name not in dest.items and name in patch.keys:
            dest.keys[name] = patch.keys[name]
        set_field(dest, name, value, name in patch.texts, decides=name not in _IDENTIFYING)
        return
    set_field(dest, name, value)


def _spelling(node: Node) -> str:
    """How a null is spelled; empty if it is not."""
    return node.text if isinstance(node, Scalar) else ""


def _start_map(sources: Sources) -> Node | None:
    """The map that the fields are merged into (`VisitMap`)."""
    dest, patch = sources.dest, sources.patch
    _take_style(dest, patch)
    if dest is None or is_null(dest):
        word = _map_directive(patch, strict=False) if isinstance(patch, Map) else ""
        return None if word == "delete" else patch
    if patch is not None and is_null(patch):
        return None
    match directive(patch):
        case "delete":
            return None
        case "replace":
            return patch
    return dest


def _take_style(dest: Node | None, patch: Node | None) -> None:
    """Write what is empty as the patch is written (`SetStyle`)."""
    if isinstance(dest, Map | List) and not dest.items and patch is not None:
        dest.flow = isinstance(patch, Map | List) and patch.flow


def _start_list(sources: Sources) -> List | None:
    """The list that the elements are merged into (`VisitList`)."""
    dest, patch = sources.dest, sources.patch
    _take_style(dest, patch)
    if dest is None or is_null(dest):
        return cast("List", patch)
    if patch is not None and is_null(patch):
        return None
    match directive(patch):
        case "delete":
            return None
        case "replace":
            return cast("List", patch)
    return cast("List", dest)


def directive(patch: Node | None) -> str:
    """What a patch says is to be done, which is taken out of it (`determineSmpDirective`).

    Raises:
        BuildError: The patch says another word.
    """
    if isinstance(patch, Map):
        return _map_directive(patch, strict=True)
    if isinstance(patch, List):
        return _list_directive(patch)
    return "merge"


def _map_directive(patch: Map, strict: bool) -> str:
    found = patch.items.get(_DIRECTIVE)
    if found is None:
        return "merge"
    word = found.text if isinstance(found, Scalar) else ""
    if word in _WORDS:
        del patch.items[_DIRECTIVE]
    elif strict:
        raise _unknown(word, found)
    return word


def _list_directive(patch: List) -> str:
    from podlint.rendering.kustomize.patches.keyed_lists import put

    element = next(
        (each for each in patch.items if isinstance(each, Map) and _DIRECTIVE in each.items), None
    )
    if element is None or len(element.items) > 1:
        return "merge"
    found = element.items[_DIRECTIVE]
    word = found.text if isinstance(found, Scalar) else ""
    if word not in _WORDS:
        raise _unknown(word, found)
    put(patch, None, (_DIRECTIVE,), (word,))
    return word


def _unknown(word: str, found: Node) -> BuildError:
    return BuildError(f"unknown patch strategy `{word}`", next(iter(found.places), None))
