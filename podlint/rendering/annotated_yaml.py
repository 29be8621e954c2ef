"""What a build yields as YAML, with the place that wrote each value in a comment."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from podlint.document import JSON, Path
from podlint.document.scalar import resolve
from podlint.rendering.kustomize import Build, BuiltResource
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.startup.lazy_pattern import pattern

__all__ = ["annotated_yaml"]

_PLAIN_BLOCK = pattern(r"[^\s#][^\x00-\x08\x0b-\x1f\x7f]*")
_WIDEST = 1 << 20


def annotated_yaml(build: Build, named: Callable[[Origin], str]) -> str:
    """The resources of a build as YAML that kubectl reads; each value says who wrote it.

    Comments name the last writer of a value where that is another one than the writer of the map or
    list around it.

    Args:
        build: The build.
        named: The words for a place, such as ``base/deployment.yaml:12``.
    """
    return "---\n".join(_resource(each, named) for each in build.resources)


def _resource(resource: BuiltResource, named: Callable[[Origin], str]) -> str:
    writer = _Writer(resource, named)
    node = writer.node(resource.data, (), writer.comment(()))
    yaml = YAML()
    yaml.width = _WIDEST
    yaml.allow_unicode = True
    out = StringIO()
    yaml.dump(node, out)
    text = out.getvalue()
    head = writer.comment(())
    return f"# {head}\n{text}" if head else text


class _Writer:
    """Makes of data the nodes that ruamel.yaml writes, with comments."""

    def __init__(self, resource: BuiltResource, named: Callable[[Origin], str]) -> None:
        self._places = resource.places
        self._named = named

    def comment(self, path: Path) -> str:
        """The last writer of a value; empty if nobody wrote it."""
        places = self._places.get(path, ())
        return self._named(places[0]) if places else ""

    def node(self, data: JSON, path: Path, around: str) -> Any:
        """A node; `around` is the writer of the value around it."""
        if isinstance(data, dict) and data:
            found: Any = CommentedMap()
            entries: list[tuple[Any, JSON]] = list(data.items())
        elif isinstance(data, list) and data:
            found = CommentedSeq()
            entries = list(enumerate(data))
        else:
            return _scalar(data)
        for key, value in entries:
            below = (*path, key)
            writer = self.comment(below)
            inner = self.node(value, below, writer or around)
            if isinstance(found, CommentedSeq):
                found.append(inner)
            else:
                found[_scalar(key)] = inner
            if writer and _file(writer) != _file(around):
                depth = sum(isinstance(step, str) for step in path)
                self._note(found, key, inner, writer, depth)
        return found

    def _note(self, found: Any, key: Any, inner: Any, writer: str, depth: int) -> None:
        if isinstance(inner, CommentedMap | CommentedSeq | LiteralScalarString):
            if isinstance(found, CommentedMap):
                found.yaml_set_comment_before_after_key(key, before=f"{writer}:", indent=2 * depth)
            return
        found.yaml_add_eol_comment(writer, key)


def _file(writer: str) -> str:
    return writer.partition(":")[0]


def _scalar(data: JSON) -> Any:
    """A scalar that both YAML 1.1 and 1.2 read as the same value."""
    if not isinstance(data, str):
        return data
    if "\n" in data and data.endswith("\n") and _PLAIN_BLOCK.fullmatch(data):
        return LiteralScalarString(data)
    if isinstance(resolve(data), str) and "\n" not in data:
        return data
    return DoubleQuotedScalarString(data)
