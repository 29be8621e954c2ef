"""Kustomizations, built by podlint and by kubectl.

    cd tests/oracle && python -m kustomize.compare trees|patches|mutations [NUMBER [SEED]]
    cd tests/oracle && python -m kustomize.compare FOLDER
    cd tests/oracle && python -m kustomize.compare CASES.jsonl

Trees are drawn at random, and so are patches of single objects; mutations are recorded cases, a
file of which has been spoilt. A folder holds repositories, all of whose kustomizations are built;
written cases have `name`, `files` and `root`. The environment variable KUBECTL names the kubectl, of
version 1.36.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from yaml_mutator import mutate

from podlint.document import load
from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize import BuildError, Declined, build

from .random_trees import patched, tree

KUBECTL = os.environ.get("KUBECTL", "kubectl")
_SECONDS = 180
GOLDEN = Path(__file__).parents[2] / "golden" / "kustomize"


class Answer(NamedTuple):
    """What somebody makes of a kustomization: the resources, or why there are none."""

    resources: list[Any] | None
    error: str = ""


class Compared(NamedTuple):
    """A kustomization, with what kubectl and podlint make of it."""

    name: str
    expected: Answer
    found: Answer


def plant(files: Mapping[str, str], root: Path) -> None:
    """Write the files of a tree."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("$ROOT", str(root)), encoding="utf-8", newline="")


def ask(folder: Path) -> Answer:
    """What kubectl prints; without a network, it may wait for a remote base."""
    try:
        done = subprocess.run(
            [KUBECTL, "kustomize", folder], capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return Answer(None, f"no answer within {_SECONDS} s")
    if done.returncode:
        return Answer(None, done.stderr.decode(errors="replace"))
    return Answer(read(done.stdout.decode()))


def read(printed: str) -> list[Any]:
    """What kubectl has printed, as data; it indents all texts that contain a separator."""
    texts = printed.replace("\n---\n", "\n\0").split("\0")
    return [data for text in texts for data in _read_document(text)]


@lru_cache(maxsize=4096)
def _read_document(text: str) -> tuple[Any, ...]:
    return tuple(each.data for each in load(text) if each.data is not None or each.error)


def built(folder: Path, root: Path) -> Answer:
    """What podlint builds; the error begins with what kind it is."""
    try:
        return Answer([each.data for each in build(folder, Inputs(), root).resources])
    except Declined as declined:
        return Answer(None, f"declined: {declined.message}")
    except BuildError as error:
        return Answer(None, f"refused: {error.message}")
    except Exception:
        return Answer(None, f"failed: {traceback.format_exc()}")


def verdict(expected: Answer, found: Answer) -> str:
    """Whether two answers agree."""
    if found.error.startswith(("failed", "declined")):
        return found.error.partition(":")[0]
    if expected.resources is None or found.resources is None:
        return "both refuse" if expected.resources is found.resources else "WRONG"
    return "equal" if text(expected.resources) == text(found.resources) else "WRONG"


def text(resources: list[Any]) -> str:
    return json.dumps(resources, sort_keys=True)


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from differences(
                one.get(key, "absent"), other.get(key, "absent"), f"{path}.{key}"
            )
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{path}[{at}]")
    elif text([one]) != text([other]):
        yield f"{path}: kubectl {text([one])[1:-1][:500]} podlint {text([other])[1:-1][:500]}"


def mutation(draw: random.Random) -> dict[str, str]:
    """A recorded case or tree, a file of which has been spoilt."""
    case = draw.choice(recorded())
    files: dict[str, str] = dict(case["files"])
    name = draw.choice([*files])
    prefix = "" if case["root"] == "." else f"{case['root']}/"
    mutated = mutate(draw, files[name]).encode(errors="replace").decode()
    return {key.removeprefix(prefix): files[key] for key in files} | {
        name.removeprefix(prefix): mutated
    }


@cache
def recorded() -> list[dict[str, Any]]:
    found = []
    for name in ("cases.json.gz", "trees.json.gz"):
        found += json.loads(gzip.decompress((GOLDEN / name).read_bytes()))
    return [case for case in found if case["root"] == "." and "://" not in text(case["files"])]


def drawn(kind: str, number: int, seed: int) -> Iterator[Compared]:
    """Compare kustomizations that are drawn at random."""
    make = {"trees": tree, "patches": patched, "mutations": mutation}[kind]
    for each in range(seed, seed + number):
        yield compared(f"seed {each}", make(random.Random(each)))


def written(cases: Path) -> Iterator[Compared]:
    """Compare written cases."""
    for line in cases.read_text(encoding="utf-8").strip().split("\n"):
        case = json.loads(line)
        yield compared(case["name"], case["files"], case["root"])


def real(below: Path) -> Iterator[Compared]:
    """Compare all kustomizations of the repositories in a folder."""
    for file in sorted(each for each in below.rglob("[kK]ustomization*") if each.is_file()):
        name = file.parent.relative_to(below)
        root = below / name.parts[0]
        yield Compared(str(name), ask(file.parent), built(file.parent, root))


def compared(name: str, files: Mapping[str, str], folder: str = ".") -> Compared:
    """Build a tree both ways."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary).resolve()
        plant(files, root)
        return Compared(name, ask(root / folder), built(root / folder, root))


def main(found: Iterator[Compared]) -> None:
    verdicts: Counter[str] = Counter()
    for name, expected, answer in found:
        agree = verdict(expected, answer)
        if agree in ("WRONG", "failed"):
            print(name, agree)
            if expected.resources is None or answer.resources is None:
                print("  kubectl:", expected.error[:1000] or "builds")
                print("  podlint:", answer.error[-1500:] or "builds")
            else:
                print(*differences(expected.resources, answer.resources), sep="\n  ")
        elif agree == "declined":
            by_kubectl = "rejects" if expected.resources is None else "builds"
            print(f"{name}: kubectl {by_kubectl} it; {answer.error}")
            agree = f"declined, kubectl {by_kubectl}"
        verdicts[agree] += 1
    print(dict(verdicts))


if __name__ == "__main__":
    what = sys.argv[1]
    if what in ("trees", "patches", "mutations"):
        number = int((sys.argv[2:] or ["200"])[0])
        main(drawn(what, number, int((sys.argv[3:] or [random.randrange(10**9)])[0])))
    else:
        main((real if Path(what).is_dir() else written)(Path(what).resolve()))
