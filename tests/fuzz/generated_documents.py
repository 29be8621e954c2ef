"""Generated manifests: one process and several print the same, byte for byte."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

import objects
import yaml
from choices import Choices
from command_line import Run, check

_FORMATS = ("text", "json", "sarif")
_TOGETHER = 4000
"""Documents that one run checks."""
_LONGEST_WAIT = 1.0
"""Seconds after which a worker is killed at the latest."""
_COMMENT = "# podlint: ignore[{}] generated"


def run(folder: Path, corpus: Path, count: int, seed: int) -> int:
    """Compare runs over a corpus and over `count` documents; return 1 if any two differ.

    Args:
        folder: Where findings go.
        corpus: A folder of manifests.
        count: The number of documents.
        seed: Equal seeds make equal documents.
    """
    kills: list[int] = []
    differing = _compare(corpus, "corpus", folder, seed, kills)
    for start in range(0, count, _TOGETHER):
        with tempfile.TemporaryDirectory() as place:
            write(Path(place), min(_TOGETHER, count - start), seed + start)
            differing += _compare(
                Path(place), f"documents from {start}", folder, seed + start, kills
            )
    print(
        f"jobs: {count} documents and {corpus.name}, {len(kills)} workers killed, "
        f"findings {differing}"
    )
    return 1 if differing else 0


def write(folder: Path, count: int, seed: int) -> None:
    """Write documents: several in a file, several files in a unit, many units."""
    draw = random.Random(seed)
    documents = (_document(draw) for _ in range(count))
    unit = 0
    while first := next(documents, None):
        unit += 1
        place = folder / f"team-{unit % 7}" / f"unit-{unit}"
        place.mkdir(parents=True)
        for number in range(draw.choice((1, 1, 2, 3, 5))):
            together = [*([first] if not number else []), *islice(documents, draw.randint(0, 4))]
            name, text = _file(draw, together, f"part-{number}")
            (place / name).write_bytes(text.encode("utf-8", errors="replace"))
        if draw.random() < 0.1:
            names = "".join(f"- {path.name}\n" for path in sorted(place.iterdir()))
            (place / "kustomization.yaml").write_text(f"resources:\n{names}", encoding="utf-8")


def _document(draw: random.Random) -> dict[str, Any]:
    damage = draw.randbytes(draw.choice((0, 3, 6, 12, 40)))
    return objects.damaged(Choices(draw.randbytes(2) + damage))


def _file(draw: random.Random, together: list[dict[str, Any]], stem: str) -> tuple[str, str]:
    if len(together) == 1 and draw.random() < 0.2:
        return f"{stem}.json", json.dumps(together[0], indent=draw.choice((None, 2)))
    flow = draw.choice((None, False, False, True))
    parts = [
        yaml.dump(_plain(each), default_flow_style=flow, allow_unicode=draw.random() < 0.5)
        for each in together
    ]
    text = "---\n".join(parts)
    if draw.random() < 0.3:
        lines = text.split("\n")
        at = draw.randrange(len(lines))
        lines[at] += f" {_COMMENT.format(draw.choice(('*', 'probes/*', 'unknown-field', 'x')))}"
        text = "\n".join(lines)
    return f"{stem}.yaml", text


def _plain(value: Any) -> Any:
    """The same without shared parts, which would be written as aliases."""
    return json.loads(json.dumps(value))


def _compare(place: Path, what: str, folder: Path, seed: int, kills: list[int]) -> int:
    """The number of runs that print something else than one process does."""
    draw, differing = random.Random(seed), 0
    for form in _FORMATS:
        options = ("--format", form, "--profile", "strict")
        alone = check(place, (*options, "--jobs", "1"))
        runs = {
            "two jobs": check(place, (*options, "--jobs", "2")),
            "a killed worker": check(
                place, (*options, "--jobs", "2"), lambda parent: _kill_a_child(parent, draw, kills)
            ),
        }
        for name, other in runs.items():
            same = other.stdout == alone.stdout and other.code == alone.code
            same = same and b"Traceback" not in other.stderr
            print(f"{what}, {form}, {name}: {'same' if same else 'DIFFERS'}", flush=True)
            if not same:
                differing += 1
                _keep(folder / "findings" / "jobs" / f"{seed}-{form}-{name}", place, alone, other)
    return differing


def _kill_a_child(parent: int, draw: random.Random, kills: list[int]) -> None:
    """Kill the first child of a process, a moment after it has started; keep its number."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    ended = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while os.waitid(os.P_PID, parent, ended) is None:
        found = children.read_text(encoding="ascii").split()
        if found:
            time.sleep(draw.random() * _LONGEST_WAIT)
            # The number may be another's by now if the parent is gone, so it is asked for again.
            if found[0] in children.read_text(encoding="ascii").split():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(found[0]), signal.SIGKILL)
                    kills.append(int(found[0]))
            return
        time.sleep(0.005)


def _keep(folder: Path, place: Path, alone: Run, other: Run) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(place, folder / "manifests")
    for name, each in (("one", alone), ("other", other)):
        (folder / f"{name}.stdout").write_bytes(each.stdout)
        (folder / f"{name}.stderr").write_bytes(each.stderr + f"\nexit code {each.code}".encode())
