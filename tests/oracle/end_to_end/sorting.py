"""Sort objects by what the API server and podlint say of them, and count them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable

from podlint.document import load
from podlint.document.field_path import texts_in
from podlint.document.placeholders import is_filled_in
from podlint.models.decoding import decode
from podlint.models.workload_shape import shape_of
from podlint.models.workloads import pods_of
from podlint.pods.additions import additions_to
from podlint.validation import KINDS

from .objects import Judged
from .places import COARSER, EXACT, FINER

_CLUSTER = re.compile(
    r'namespaces "[^"]*" not found|no PriorityClass with name|RuntimeClass "[^"]*" not found'
    r"|from the given PriorityClass name|Pod Overhead set without|valid IPs? is|provided IP|provided port"
)
"""Refusals that depend on what else the cluster holds, if the object names something of it."""

ACCEPTED, CALLED = "accepted", "accepted, but podlint says that the server refuses it"
REFUSED, CUSTOM = "refused", "kinds of other API groups, which the cluster lacks"
UNKNOWN = "other kinds and data, of a name or version that Kubernetes lacks"
OTHER, OTHER_TOLD = "kinds without Pods", "kinds without Pods: reported"
SUPPLIED = "asked again with a class that the cluster lacked"
CLUSTER = "Pods and workloads that depend on what the cluster holds"
FRAGMENT, FILLED = "fragments", "placeholders at the refused place"
LEFT, TOLD = "all other Pods and workloads", "reported"
WARNED = "by the warning that the object is incomplete"
PLACES = {
    EXACT: "at the field that the server names",
    FINER: "below it, more exactly",
    COARSER: "above it, where more is missing",
    "beside": "beside it, in the same map",
    "elsewhere": "elsewhere: the server's field does not exist",
}
ROWS = (
    *(SUPPLIED, ACCEPTED, CALLED, REFUSED, CUSTOM, UNKNOWN, OTHER, OTHER_TOLD),
    *(CLUSTER, FRAGMENT, FILLED, LEFT, TOLD, WARNED),
    *PLACES.values(),
)


def row(one: Judged) -> str:
    """What sort of object it is: one of the rows of the table, down to `LEFT`."""
    if one.answer.accepted:
        return CALLED if one.claims else ACCEPTED
    if one.custom and one.grade != EXACT:
        return CUSTOM
    if not _is_judged(one) or not (one.reported or one.data.get("apiVersion")):
        return UNKNOWN if one.answer.status == 0 else OTHER
    if one.part == "fragment" or (one.part == "labelled" and not one.reported):
        return FRAGMENT
    if not one.reported and (_CLUSTER.search(one.answer.message) or _is_injected(one)):
        return CLUSTER
    if not one.reported and any(is_filled_in(each, ()) for each in texts_in(one.data)):
        return FILLED
    return LEFT


def _is_injected(one: Judged) -> bool:
    """Whether the server lacks a volume that a webhook adds, which the cluster does not have."""
    lacking = re.search(r'volumeMounts\[\d+\]\.name: Not found: "([^"]*)"', one.answer.message)
    (decoded,) = decode(next(iter(load(json.dumps(one.data))))) if lacking else (None,)
    return bool(lacking and decoded) and any(
        additions_to(pod).defines_volume(lacking[1]) for pod in pods_of(decoded.object)
    )


def _is_judged(one: Judged) -> bool:
    """Whether it is a Pod or a workload, or looks like one."""
    return one.data.get("kind") in KINDS or shape_of(one.data) is not None


def counted(objects: Iterable[Judged]) -> tuple[Counter[str], list[Judged], Counter[str]]:
    """The rows of the table, the objects that contradict, and kinds without Pods not reported."""
    rows, wrong, untold = Counter[str](), list[Judged](), Counter[str]()
    for one in objects:
        sort = row(one)
        rows[sort] += 1
        rows[SUPPLIED] += bool(one.answer.supplied)
        if sort not in (ACCEPTED, CALLED):
            rows[REFUSED] += 1
        if sort == CALLED:
            rows[ACCEPTED] += 1
            wrong.append(one)
        elif sort == OTHER:
            rows[OTHER_TOLD] += one.reported
            untold[one.kind] += not one.reported
        elif sort == LEFT:
            rows[TOLD] += one.reported
            if one.warned:
                rows[WARNED] += 1
            elif one.reported:
                rows[PLACES[one.grade]] += 1
            else:
                wrong.append(one)
    return rows, wrong, +untold
