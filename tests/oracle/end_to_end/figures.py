"""Count what the API server refuses and what podlint reports of it.

`cd tests/oracle && python -m end_to_end.figures FOLDER ...` prints a table: a column for each
folder, and one for mutated manifests of the project (`--mutated 6000 --seed 1`).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from podlint.document.field_path import texts_in
from podlint.document.placeholders import is_filled_in
from podlint.models.workload_shape import shape_of
from podlint.validation import KINDS

from .mutations import mutated
from .objects import Judged, judged
from .places import COARSER, EXACT, FINER
from .server import HOW, Server

_CLUSTER = re.compile(
    r'namespaces "[^"]*" not found|no PriorityClass with name|RuntimeClass "[^"]*" not found'
    r"|from the given PriorityClass name|Pod Overhead set without|valid IPs? is|provided IP|provided port"
)
"""Refusals that depend on what else the cluster holds, if the object names something of it."""

ACCEPTED, CALLED = "accepted", "accepted, but podlint says that the server refuses it"
REFUSED, CUSTOM = "refused", "kinds of other API groups, which the cluster lacks"
UNKNOWN = "other kinds and data, of a name or version that Kubernetes lacks"
OTHER, OTHER_TOLD = "kinds without Pods", "kinds without Pods: reported"
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
_ROWS = (
    *(ACCEPTED, CALLED, REFUSED, CUSTOM, UNKNOWN, OTHER, OTHER_TOLD),
    *(CLUSTER, FRAGMENT, FILLED, LEFT, TOLD, WARNED),
    *PLACES.values(),
)


def row(one: Judged) -> str:
    """What sort of object it is: one of the rows of the table, down to `LEFT`."""
    if one.answer.accepted:
        return CALLED if one.claims else ACCEPTED
    if one.custom and not one.reported:
        return CUSTOM
    if not _is_judged(one) or not (one.reported or one.data.get("apiVersion")):
        return UNKNOWN if one.answer.status == 0 else OTHER
    if one.part in ("fragment", "labelled") and not one.reported:
        return FRAGMENT
    if not one.reported and _CLUSTER.search(one.answer.message):
        return CLUSTER
    if not one.reported and any(is_filled_in(each, ()) for each in texts_in(one.data)):
        return FILLED
    return LEFT


def _is_judged(one: Judged) -> bool:
    """Whether it is a Pod or a workload, or looks like one."""
    return one.data.get("kind") in KINDS or shape_of(one.data) is not None


def counted(objects: Iterable[Judged]) -> tuple[Counter[str], list[Judged], Counter[str]]:
    """The rows of the table, the objects that contradict, and kinds without Pods not reported."""
    rows, wrong, untold = Counter[str](), list[Judged](), Counter[str]()
    for one in objects:
        sort = row(one)
        rows[sort] += 1
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


def mutated_folder(folder: Path, count: int, seed: object) -> None:
    """Write mutated manifests, each into a folder of its own, so that none is judged with others."""
    for name, text in mutated(count, seed):
        (folder / name).mkdir()
        (folder / name / "web.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")


def _columns(given: argparse.Namespace, server: Server) -> Iterator[tuple[str, Iterable[Judged]]]:
    for folder in given.folders:
        os.chdir(folder)
        # Each repository by itself, as it would be checked.
        yield (
            Path(folder).name,
            judged(sorted(each for each in Path().iterdir() if each.is_dir()), server),
        )
    with tempfile.TemporaryDirectory() as name:
        mutated_folder(Path(name), given.mutated, given.seed)
        os.chdir(name)
        yield f"mutated ({given.mutated}, seed {given.seed})", judged([Path()], server)
        os.chdir("/")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=os.path.abspath)
    parser.add_argument("--mutated", type=int, default=6000)
    parser.add_argument("--seed", default="figures")
    given = parser.parse_args()
    server = Server.from_environment()
    if server is None:
        parser.error(HOW)
    columns = {name: counted(objects) for name, objects in _columns(given, server)}
    print(f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|", sep="\n")
    for name in _ROWS:
        print(f"| {name} | {' | '.join(str(rows[name]) for rows, _, _ in columns.values())} |")
    for name, (_, wrong, untold) in columns.items():
        print(f"\n{name}: not reported of kinds without Pods: {dict(untold.most_common())}")
        for one in wrong:
            print(f"{one.path}:{one.line} {one.kind}: {one.answer.message[:200]}", file=sys.stderr)


if __name__ == "__main__":
    main()
