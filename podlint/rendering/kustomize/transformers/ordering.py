"""The order of the resources of a build.

Source: api/internal/builtins/SortOrderTransformer.go.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key

from podlint.rendering.kustomize.fields.field_tables import FIRST_KINDS, LAST_KINDS
from podlint.rendering.kustomize.kustomization.typed_data import Entry
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import Gvk, ResourceId
from podlint.rendering.kustomize.nodes.resource import Resource

__all__ = ["in_order"]

_ORDERS = ("fifo", "legacy")


def in_order(resources: Sequence[Resource], options: Entry | None) -> list[Resource]:
    """The resources in the order that the root's ``sortOptions`` ask for.

    Raises:
        BuildError: They ask for none that there is.
    """
    first: Sequence[str] = FIRST_KINDS
    last: Sequence[str] = LAST_KINDS
    if options is not None:
        order = options.text("order")
        kinds = options.entry("legacySortOptions")
        if order not in _ORDERS:
            raise BuildError("sortOptions.order must be fifo or legacy", options.origin)
        if order == "fifo":
            if kinds is not None:
                raise BuildError("legacySortOptions need the order legacy", options.origin)
            return list(resources)
        if kinds is not None:
            first = [each.text for each in kinds.texts("orderFirst")]
            last = [each.text for each in kinds.texts("orderLast")]
    ranks = {kind: rank - len(first) for rank, kind in enumerate(first)}
    ranks |= {kind: rank for rank, kind in enumerate(last, 1)}
    pairs = [(each.id, each) for each in resources]

    def compare(one: tuple[ResourceId, Resource], other: tuple[ResourceId, Resource]) -> int:
        return _compared(one[0], other[0], ranks)

    return [each for _, each in sorted(pairs, key=cmp_to_key(compare))]


def _compared(one: ResourceId, other: ResourceId, ranks: dict[str, int]) -> int:
    if one.gvk == other.gvk:
        return _sign(_id_text(one), _id_text(other))
    rank, other_rank = ranks.get(one.gvk.kind, 0), ranks.get(other.gvk.kind, 0)
    if rank != other_rank:
        return -1 if rank < other_rank else 1
    found = _sign(_gvk_text(one.gvk), _gvk_text(other.gvk))
    are_namespaces = one.gvk.kind == other.gvk.kind == "Namespace"
    return -found if are_namespaces and not (one.gvk.group and other.gvk.group) else found


def _sign(one: bytes, other: bytes) -> int:
    return (one > other) - (one < other)


def _gvk_text(gvk: Gvk) -> bytes:
    return f"{gvk.group or '~G'}_{gvk.version or '~V'}_{gvk.kind or '~K'}".encode()


def _id_text(found: ResourceId) -> bytes:
    return f"{found.gvk}|{found.namespace or '~X'}|{found.name or '~N'}".encode()
