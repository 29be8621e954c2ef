"""How many findings a baseline loses by changes that correct nothing.

Run from the checkout. `python benchmarks/baseline.py files FOLDER [NUMBER [SEED]]` writes baselines
in the strict profile for random files of a folder. `python benchmarks/baseline.py builds FOLDER`
does so for each folder in it that has kustomizations. Then it changes the files in several ways,
and prints the findings that are new, and the entries that are dead.
`docs/precision/baseline.md` has the numbers.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

from baseline_changes import (
    BUILD_CHANGES,
    CORRECTED,
    FIRST,
    TEXT_CHANGES,
    insert_container,
    normal,
    reorder_env,
)

from podlint.config.config import Config
from podlint.engine.dispatch import Dispatches
from podlint.engine.linting import lint_files
from podlint.finding.report import Finding
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader
from podlint.rule.packs import builtin_rules
from podlint.suppression.baseline import Baseline, BaselineEntry
from podlint.suppression.matching import BaselineState
from podlint.suppression.pruning import renewed

ALL_NEW = "copy to another folder"
"""The change after which all findings are new."""


class Result(NamedTuple):
    """What a baseline knows after a change.

    Attributes:
        findings: The number of findings.
        new: The findings that no entry stands for.
        dead: The entries that stand for nothing.
    """

    findings: int
    new: tuple[Finding, ...]
    dead: tuple[BaselineEntry, ...]


def state_of(
    folder: Path, entries: tuple[BaselineEntry, ...] = (), kustomize: bool = True
) -> BaselineState:
    """Lint a folder with a baseline."""
    config = Config(profile="strict", kustomize="builtin" if kustomize else "off")
    with chdir(folder):
        linted = lint_files(
            Reader(Inputs(), config.read_settings),
            [Path()],
            Dispatches(builtin_rules(), config),
            baseline=Baseline(entries, str(folder.resolve())),
        )
    assert linted.baseline is not None
    return linted.baseline


def entries_of(folder: Path, kustomize: bool = True) -> tuple[BaselineEntry, ...]:
    """A baseline with all findings of a folder, as `podlint check --write-baseline` writes it."""
    state = state_of(folder, (), kustomize)
    built = None if kustomize else state_of(folder)
    with chdir(folder):  # to which the paths of findings are relative
        return renewed(state, built)


def result_of(folder: Path, entries: tuple[BaselineEntry, ...], kustomize: bool = True) -> Result:
    """What a baseline knows of a folder."""
    state = state_of(folder, entries, kustomize)
    new = (each for number, each in enumerate(state.findings) if number not in state.matched.by)
    dead = (entries[number] for number in sorted(state.judged) if state.matched.left[number])
    return Result(
        len(state.findings),
        tuple(each for each in new if each.container != FIRST),
        tuple(dead),
    )


def results_of_text(text: str, name: str, chance: random.Random) -> Iterator[tuple[str, Result]]:
    """Change a file that is alone in its folder, in all ways."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "own")
        folder.mkdir()
        path = folder / name
        path.write_text(text, encoding="utf-8")
        entries = entries_of(folder)
        other = folder / f"renamed-{name}"
        path.rename(other)
        yield "rename the file", result_of(folder, entries)
        other.rename(path)
        normal_text = normal(text)
        normal_entries = None
        for what, change in TEXT_CHANGES.items():
            own, start = entries, text
            if change in (reorder_env, insert_container):
                if normal_text is None:
                    continue
                start = normal_text
                if normal_entries is None:
                    path.write_text(start, encoding="utf-8")
                    normal_entries = entries_of(folder)
                own = normal_entries
            changed = change(start, chance)
            if changed != start:
                path.write_text(changed, encoding="utf-8")
                result = result_of(folder, own)
                if change is insert_container:
                    dead = tuple(each for each in result.dead if each.rule not in CORRECTED)
                    result = result._replace(dead=dead)
                yield what, result
        path.write_text(text, encoding="utf-8")
        (folder / "copy").mkdir()
        (folder / "copy" / name).write_text(text, encoding="utf-8")
        yield ALL_NEW, result_of(folder, entries)


def results_of_builds(source: Path) -> Iterator[tuple[str, Result]]:
    """Change a folder with kustomizations, in all ways."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "own")
        shutil.copytree(source, folder)
        entries = entries_of(folder)
        yield "switch rendering off", result_of(folder, entries, kustomize=False)
        files = entries_of(folder, kustomize=False)
        yield "switch rendering on", result_of(folder, files)
        for what, change in BUILD_CHANGES.items():
            shutil.rmtree(folder)
            shutil.copytree(source, folder)
            change(folder)
            yield what, result_of(folder, entries)


def main(form: str, root: Path, number: int = 200, seed: int = 1) -> None:
    """Print the numbers of a folder, and what is new or dead."""
    runs: dict[str, list[tuple[str, Result]]] = defaultdict(list)
    if form == "builds":
        for folder in sorted(each for each in root.iterdir() if each.is_dir()):
            for what, result in results_of_builds(folder):
                print(f"{folder.name}: {what}", file=sys.stderr, flush=True)
                runs[what].append((folder.name, result))
    else:
        chance = random.Random(seed)
        files = sorted(
            path for path in root.rglob("*") if path.suffix in (".yaml", ".yml", ".json")
        )
        for path in chance.sample(files, min(number, len(files))):
            text = path.read_bytes().decode("utf-8")
            for what, result in results_of_text(text, path.name, chance):
                runs[what].append((str(path.relative_to(root)), result))
    for what, those in runs.items():
        findings = sum(result.findings for _, result in those)
        new = [(where, each) for where, result in those for each in result.new]
        dead = [(where, each) for where, result in those for each in result.dead]
        print(f"{what}: {len(those)} runs, {findings} findings, {len(new)} new, {len(dead)} dead")
        if what == ALL_NEW:
            continue
        for where, finding in new:
            print(f"    new  {where}: {finding.location.path}: {finding.identity}")
        for where, entry in dead:
            print(f"    dead {where}: {entry.path}: {entry.identity}")


if __name__ == "__main__":
    _, form, given, *numbers = sys.argv
    main(form, Path(given).resolve(), *map(int, numbers))
