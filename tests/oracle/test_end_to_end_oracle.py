"""What podlint reports on manifests, against what a running API server answers.

Asks the cluster of a kubeconfig that an environment variable names; folders beside the project's own
manifests are compared if another one lists them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from end_to_end import server as asked
from end_to_end.figures import mutated_folder
from end_to_end.objects import Judged, judged
from end_to_end.same_report import as_data, as_folder, as_input, pairs
from end_to_end.sorting import LEFT, PLACES, TOLD, WARNED, counted

pytestmark = pytest.mark.oracle

ROOT = Path(__file__).parents[2]
MUTATED, PAIRS = 6_000, 300
FOLDERS = "DRY_RUN_FOLDERS"
"""The environment variable that lists folders of manifests to compare, too."""


@pytest.fixture(scope="module")
def server() -> Iterator[asked.Server]:
    found = asked.Server.from_environment()
    if found is None:
        pytest.skip(asked.HOW)
    yield found
    found.close()


def compared(objects: Iterable[Judged]) -> dict[str, int]:
    """The figures, once nothing contradicts."""
    rows, wrong, _ = counted(objects)
    said = [
        f"{one.path}:{one.line} {one.kind}: {one.answer.message or 'accepted'}\n"
        f"  {[(each.rule, each.field) for each in (one.claims or one.errors)]}"
        for one in wrong
    ]
    assert not wrong, f"{len(wrong)} of {rows.total()}\n" + "\n".join(said[:10])
    return dict(rows)


def test_mutated_manifests(
    server: asked.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = secrets.randbelow(10**9)
    mutated_folder(tmp_path, MUTATED, seed)
    monkeypatch.chdir(tmp_path)
    rows = compared(judged([Path()], server))
    assert rows[LEFT] > MUTATED / 2
    assert rows[LEFT] == rows[TOLD]
    astray = rows.get(PLACES["elsewhere"], 0) + rows.get(PLACES["beside"], 0)
    # A few fields that the server names are none: `persistentDisk` for `gcePersistentDisk`.
    assert astray < 0.01 * (rows[TOLD] - rows.get(WARNED, 0)), f"seed {seed}: {rows}"


def test_manifests_as_they_lie(server: asked.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    rows = compared(judged([Path("tests/fixtures"), Path("examples")], server))
    assert rows[TOLD] > 10


def test_given_folders(server: asked.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [Path(each) for each in os.environ.get(FOLDERS, "").split(os.pathsep) if each]
    if not folders:
        pytest.skip(f"{FOLDERS} names no folders of manifests")
    for folder in folders:
        monkeypatch.chdir(folder)
        compared(judged(sorted(each for each in Path().iterdir() if each.is_dir()), server))


def test_a_folder_a_stream_and_data_get_one_report(tmp_path: Path) -> None:
    seed, wrong = secrets.randbelow(10**9), []
    for number, pair in enumerate(pairs(PAIRS, seed)):
        folder, stream, data = (
            as_folder(pair, tmp_path / str(number)),
            as_input(pair),
            as_data(pair),
        )
        counts = {said: len(spans) for said, spans in folder.items()}
        if folder != stream or counts != data:
            wrong.append(f"{pair}\n{folder}\n{stream}\n{data}")
    assert not wrong, f"seed {seed}: {len(wrong)} of {PAIRS}\n" + "\n\n".join(wrong[:3])
