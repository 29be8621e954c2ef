"""Refuses edits of values that several places share through anchors and merge keys."""

from __future__ import annotations

from podlint.document.edit.operation import Operation, written
from podlint.document.edit.source import Source
from podlint.document.nodes import Nodes
from podlint.document.span import Path
from podlint.startup.lazy_pattern import pattern

_ANCHOR = pattern(r"(?:![^\s]*\s+)?&([^\s,\[\]{}]+)")


def check(source: Source, operation: Operation) -> str | None:
    """Why an operation would also change another place of the document; None if it would not."""
    nodes, path = source.nodes, operation.path
    shared = _shared_above(source, path)
    found = nodes.find(path)
    if shared or operation.op == "add" or found.length < len(path):
        return shared
    if found.child.via == "merge":
        return _through(source, path, found.child.key)
    if operation.op == "move":
        return None  # The value may be shared: it stays.
    node = found.child.value
    end = nodes.closes.get(node, node + 1)
    for alias, target in nodes.aliases.items():
        if node <= target < end and not node <= alias < end:
            return _referred(source, path, target, alias)
    return None


def _shared_above(source: Source, path: Path) -> str | None:
    """The reason if one of the collections on a path is written or referred to elsewhere."""
    nodes = source.nodes
    for length in range(len(path)):
        child = nodes.find(path[:length]).child
        if child.via == "merge":
            return _through(source, path, child.key)
        if child.via == "alias":
            return _through(source, path, nodes.written(child.value))
        for alias, target in nodes.aliases.items():
            if target == child.value:
                return _referred(source, path, target, alias)
    return None


def _through(source: Source, path: Path, node: int) -> str:
    """The message about a place that is written elsewhere."""
    anchored = _anchored(source.nodes, node)
    if anchored is None:
        line = source.line(node)
        return f"{written(path)} comes from a merge key: edit line {line} itself"
    name, line = _name(source, anchored), source.line(anchored)
    return f"{written(path)} is written under the anchor '&{name}' in line {line}: edit it there"


def _referred(source: Source, path: Path, target: int, alias: int) -> str:
    name, line = _name(source, target), source.line(target)
    return (
        f"{written(path)} is shared through the anchor '&{name}' in line {line}: "
        f"line {source.line(alias)} would change too"
    )


def _anchored(nodes: Nodes, node: int) -> int | None:
    """The innermost node around a node to which aliases refer."""
    around = [
        target
        for target in nodes.aliases.values()
        if target <= node < nodes.closes.get(target, target + 1)
    ]
    return max(around, default=None)


def _name(source: Source, node: int) -> str:
    found = _ANCHOR.match(source.text, source.start(node))
    return found[1] if found else "?"
