"""JSON patches as kustomize applies them: to the text of JSON that a resource is made to.

Sources: gopkg.in/evanphx/json-patch.v4/patch.go; api/filters/patchjson6902/patchjson6902.go;
``jsonPatchFromBytes`` in api/internal/builtins/PatchTransformer.go.
"""

from __future__ import annotations

from typing import TypeAlias

from podlint.rendering.kustomize.kustomization.typed_data import YamlFile
from podlint.rendering.kustomize.nodes.copying import copied
from podlint.rendering.kustomize.nodes.effort import size_of, spend, spend_on_copy
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.json_form import as_json, json_nodes, read_back
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar, is_null
from podlint.rendering.kustomize.nodes.read_nodes import Source, read_json
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.startup.lazy_pattern import pattern

__all__ = ["JsonPatch", "apply_json_patch", "read_json_patch"]

_INDEX = pattern(r"[-+]?[0-9]{1,18}")
_ESCAPED = frozenset("<>&\u2028\u2029")
"""Characters that are escaped in the text of a resource."""

_Parent: TypeAlias = Map | List


class JsonPatch:
    """A patch that has been read.

    Attributes:
        operations: What it does; each is a map, or null.
        is_json: It is written in JSON: tests compare what is written.
        origin: Where it stands.
    """

    def __init__(self, operations: list[Node], is_json: bool, origin: Origin) -> None:
        self.operations = operations
        self.is_json = is_json
        self.origin = origin


def read_json_patch(source: Source) -> JsonPatch:
    """Read a patch.

    Raises:
        BuildError: It is none.
    """
    text = source.text
    if not text:
        raise BuildError("the patch is empty", source.first)
    is_json = text.startswith("[")
    if is_json:
        found = read_json(source)
    else:
        file = YamlFile(source.file, text, source if source.is_value else None)
        found = json_nodes(file.data, file.origin)
    if is_null(found):
        return JsonPatch([], is_json, source.first)
    if not isinstance(found, List):
        raise BuildError("a JSON patch is a list of operations", source.first)
    for each in found.items:
        if not isinstance(each, Map) and not is_null(each):
            raise BuildError("an operation of a JSON patch is a map", each.places[0])
    return JsonPatch(found.items, is_json, source.first)


def apply_json_patch(resource: Resource, patch: JsonPatch) -> None:
    """Apply a patch to a resource, all of which becomes JSON on the way.

    Raises:
        BuildError: An operation cannot be applied, or the resource is not JSON.
    """
    spend(size_of(resource.root), patch.origin)
    root = as_json(resource.root)
    for operation in patch.operations:
        root = _Operation(operation, patch).applied(root)
    if not isinstance(root, Map):
        raise BuildError("after the patch, the resource is not a map", patch.origin)
    found = read_back(root)
    assert isinstance(found, Map)
    resource.root = found


class _Operation:
    """One operation."""

    def __init__(self, node: Node, patch: JsonPatch) -> None:
        self._fields = node.items if isinstance(node, Map) else {}
        self._patch = patch
        self._origin = node.places[0] if node.places else patch.origin

    def _error(self, message: str) -> BuildError:
        return BuildError(message, self._origin)

    def _text(self, name: str) -> str:
        found = self._fields.get(name)
        if not isinstance(found, Scalar) or found.tag != "str":
            raise self._error(f"the operation has no `{name}`")
        return found.text

    def _value(self) -> Node:
        found = self._fields.get("value")
        if found is None:
            return Scalar("null", "null", False, (self._origin,))
        return copied(found)

    def applied(self, root: Node) -> Node:
        """The resource after the operation.

        Raises:
            BuildError: It cannot be applied.
        """
        kind = self._fields.get("op")
        word = kind.text if isinstance(kind, Scalar) and kind.tag == "str" else "unknown"
        match word:
            case "add":
                path = self._text("path")
                _add(*self._parent(root, path), self._value(), self)
            case "remove":
                self._remove(*self._parent(root, self._text("path")))
            case "replace":
                return self._replace(root, self._text("path"))
            case "move":
                parent, key = self._parent(root, self._text("from"))
                value = self._get(parent, key)
                self._remove(parent, key)
                self._put(root, value)
            case "copy":
                value = self._get(*self._parent(root, self._text("from")))
                if value is not None:
                    spend_on_copy(value, self._origin)
                    value = copied(value)
                self._put(root, value)
            case "test":
                self._test(root, self._text("path"))
            case _:
                raise self._error(f"unexpected kind of operation: {word}")
        return root

    def _put(self, root: Node, value: Node | None) -> None:
        parent, key = self._parent(root, self._text("path"))
        _add(parent, key, value or Scalar("null", "null", False, (self._origin,)), self)

    def _parent(self, root: Node, path: str) -> tuple[_Parent, str]:
        """What holds the value at a path, and its key there (`findObject`)."""
        steps = path.split("/")
        node: Node | None = root if len(steps) > 1 else None
        for step in steps[1:-1]:
            if isinstance(node, Map):
                node = node.items.get(_unescaped(step))
            elif isinstance(node, List):
                index = _index(_unescaped(step), len(node.items))
                node = node.items[index] if index is not None else None
            else:
                break
        if not isinstance(node, Map | List):
            raise self._error(f"the path {path} leads nowhere")
        return node, _unescaped(steps[-1])

    def _get(self, parent: _Parent, key: str) -> Node | None:
        if isinstance(parent, Map):
            found = parent.items.get(key)
            return None if is_null(found) else found
        return parent.items[self.index(key, len(parent.items))]

    def index(self, key: str, length: int) -> int:
        """The index that a key means in a list.

        Raises:
            BuildError: It means none.
        """
        index = _index(key, length)
        if index is None:
            raise self._error(f"`{key}` is not an index of a list with {length} items")
        return index

    def _remove(self, parent: _Parent, key: str) -> None:
        if isinstance(parent, List):
            del parent.items[self.index(key, len(parent.items))]
        elif key in parent.items:
            del parent.items[key]
            parent.keys.pop(key, None)
        else:
            raise self._error(f"there is no `{key}` to remove")

    def _replace(self, root: Node, path: str) -> Node:
        value = self._value()
        if not path:
            if not isinstance(value, Map | List):
                raise self._error("a resource can be replaced only by a map")
            return value
        parent, key = self._parent(root, path)
        if isinstance(parent, List):
            index = self.index(key, len(parent.items))
            value.places = (*value.places, *parent.items[index].places)
            parent.items[index] = value
        else:
            _enter(parent, key, value)
        return root

    def _test(self, root: Node, path: str) -> None:
        value = self._value()
        found = self._get(*self._parent(root, path)) if path else root
        same = is_null(value) if found is None or is_null(found) else self._equal(found, value)
        if not same:
            raise self._error(f"the test of {path} failed")

    def _equal(self, one: Node, other: Node) -> bool:
        """Whether two values are written alike, but for the order of keys."""
        if isinstance(one, Map):
            return (
                isinstance(other, Map)
                and one.items.keys() == other.items.keys()
                and all(self._same(each, other.items[key]) for key, each in one.items.items())
            )
        if isinstance(one, List):
            if not isinstance(other, List) or len(one.items) != len(other.items):
                return False
            if any(map(is_null, one.items)):
                raise Declined("podlint does not test a list that contains null", self._origin)
            return all(map(self._equal, one.items, other.items))
        if not isinstance(other, Scalar) or (one.tag == "str") != (other.tag == "str"):
            return False
        # What is written in JSON is not escaped again.
        escaped = self._patch.is_json and other.tag == "str" and _ESCAPED & set(other.text)
        return one.text == other.text and not escaped

    def _same(self, one: Node, other: Node) -> bool:
        if is_null(one) or is_null(other):
            return is_null(one) and is_null(other)
        return self._equal(one, other)


def _add(parent: _Parent, key: str, value: Node, operation: _Operation) -> None:
    if isinstance(parent, Map):
        _enter(parent, key, value)
    elif key == "-":
        parent.items.append(value)
    else:
        parent.items.insert(operation.index(key, len(parent.items) + 1), value)


def _enter(parent: Map, key: str, value: Node) -> None:
    old = parent.items.get(key)
    if old is not None:
        value.places = (*value.places, *old.places)
    parent.items[key] = value


def _index(key: str, length: int) -> int | None:
    """The index that a text means; negative ones count from the end."""
    if not _INDEX.fullmatch(key):
        return None
    index = int(key)
    if not -length <= index < length:
        return None
    return index % length if length else None


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")
