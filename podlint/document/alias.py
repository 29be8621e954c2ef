"""The anchors and aliases of one document, and a limit for the nodes that come from them.

An alias shares its node here, so nothing grows. Kubernetes makes copies, and refuses a document
that grows too much: `allowedAliasRatio` and `unmarshal` in go.yaml.in/yaml/v2/decode.go.
"""

from __future__ import annotations

from bisect import bisect_left

from podlint.document.fault import Refused
from podlint.document.nodes import Nodes
from podlint.document.scalar import Scalar

MAX_DEPTH = 256
"""go-yaml v2 stops at 10,000 levels. No object of Kubernetes has nearly as many as this number,
which also keeps recursive functions within Python's own limit.
"""

TOO_DEEP = f"the value is nested more than {MAX_DEPTH} levels deep"

_SMALL, _LARGE = 400_000, 4_000_000


class Aliases:
    """The anchors so far. `scalars` has the resolved values of anchored scalars."""

    def __init__(self, nodes: Nodes) -> None:
        self.scalars: dict[int, Scalar] = {}
        self._nodes = nodes
        self._anchors: dict[str, int] = {}
        self._heights: dict[int, int] = {}
        # nodes after which Kubernetes decodes more or fewer nodes than the text has, and the sums
        self._at: list[int] = []
        self._beyond: list[int] = [0]
        self._copied = 0

    def anchor(self, name: str, node: int) -> None:
        """Define the anchor: from here on, `*name` stands for the node."""
        self._anchors[name] = node

    def uncount(self, node: int) -> None:
        """Do not count a node that Kubernetes does not decode: a merge key, or its list of maps."""
        self._at.append(node)
        self._beyond.append(self._beyond[-1] - 1)

    def follow(self, name: str, depth: int) -> int:
        """The node for which the last written node, an alias, stands; raises Refused."""
        nodes = self._nodes
        node = len(nodes.starts) - 1
        start, end = nodes.starts[node], nodes.ends[node]
        target = self._anchors.get(name)
        if target is None:
            message = f"the alias '*{name}' has no anchor '&{name}' above it"
            advice = f"Write '&{name}' before the intended value, or quote this value."
            raise Refused("unknown-anchor", message, start, end, help=advice)
        opened = (f"'&{name}'", nodes.starts[target], nodes.starts[target] + len(name) + 1)
        if target not in nodes.closes and isinstance(nodes.values[target], list | dict):
            message = f"the value of anchor '&{name}' contains itself"
            advice = "Write the value out instead of the alias."
            raise Refused("recursive-anchor", message, start, end, (opened,), advice)
        nodes.aliases[node] = target
        if depth + self._height(target) > MAX_DEPTH:
            raise Refused("too-deep", TOO_DEEP, start, end, (opened,))
        self._count(node, target)
        return target

    def _height(self, node: int) -> int:
        """The number of levels of collections that a closed node adds, including those of its
        aliases.
        """
        nodes = self._nodes
        if node not in nodes.closes:
            return 0
        height = self._heights.get(node)
        if height is None:
            height, open_ends = 1, [nodes.closes[node]]
            for inner in range(node + 1, nodes.closes[node]):
                while inner >= open_ends[-1]:
                    open_ends.pop()
                if inner in nodes.aliases:
                    height = max(
                        height, len(open_ends) + self._heights.get(nodes.aliases[inner], 0)
                    )
                elif inner in nodes.closes:
                    open_ends.append(nodes.closes[inner])
                    height = max(height, len(open_ends))
            self._heights[node] = height
        return height

    def _count(self, node: int, target: int) -> None:
        end = self._nodes.closes.get(target, target + 1)
        before, after = bisect_left(self._at, target), bisect_left(self._at, end)
        size = end - target + self._beyond[after] - self._beyond[before]
        self._at.append(node)
        self._beyond.append(self._beyond[-1] + size)
        self._copied += size
        decoded = node + 2 + self._beyond[-1]  # this alias and the document are nodes too
        if self._copied > 100 and decoded > 1000 and self._copied / decoded > _allowed(decoded):
            message = "aliases make the document larger than Kubernetes allows"
            start, end = self._nodes.starts[node], self._nodes.ends[node]
            advice = "Write the values out instead of aliases."
            raise Refused("alias-bomb", message, start, end, help=advice)


def _allowed(decoded: int) -> float:
    """The share of decoded nodes that may come from aliases."""
    if decoded <= _SMALL:
        return 0.99
    if decoded >= _LARGE:
        return 0.10
    return 0.99 - 0.89 * (decoded - _SMALL) / (_LARGE - _SMALL)
