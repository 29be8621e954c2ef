"""Count what the API server refuses and what podlint reports of it.

`cd tests/oracle && python -m end_to_end.figures FOLDER ...` prints a table: a column for each
folder, and one for mutated manifests of the project (`--mutated 6000 --seed 1`).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from .mutations import mutated
from .objects import Judged, judged
from .server import HOW, Server
from .sorting import ROWS, counted


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
    for name in ROWS:
        print(f"| {name} | {' | '.join(str(rows[name]) for rows, _, _ in columns.values())} |")
    for name, (_, wrong, untold) in columns.items():
        print(f"\n{name}: not reported of kinds without Pods: {dict(untold.most_common())}")
        for one in wrong:
            print(f"{one.path}:{one.line} {one.kind}: {one.answer.message[:200]}", file=sys.stderr)


if __name__ == "__main__":
    main()
