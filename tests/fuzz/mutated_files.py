"""Files of a corpus, mutated, through the command line: each is accounted for, at little cost."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from command_line import Run, check
from limits import BYTES, SECONDS
from yaml_mutator import VALUES, mutate

_TOGETHER = 500
"""Files that one run checks, each in a folder of its own: none is another's context."""
_OPTIONS = ("--format", "json", "--profile", "strict", "--jobs", "1")
_MANIFESTS = {".yaml", ".yml", ".json"}
_READ_ERRORS = ("not UTF-", "cannot be read")


class File(NamedTuple):
    """A file and its name."""

    name: str
    data: bytes


class Fault(NamedTuple):
    """What is wrong with a run, and the files that it is about."""

    what: str
    files: Sequence[File]


def run(folder: Path, corpus: Path, count: int, seed: int) -> int:
    """Check `count` mutated files, tell what came of it, and return 1 if there are findings.

    Args:
        folder: Where findings go.
        corpus: A folder of manifests.
        count: The number of files.
        seed: Equal seeds make equal files of equal corpora.
    """
    originals = [
        File(path.name, path.read_bytes())
        for path in sorted(corpus.rglob("*"))
        if path.suffix in _MANIFESTS and path.is_file() and not path.name.startswith(".")
    ]
    sound = _checked(list(_batch(originals, _TOGETHER, f"{seed}", lambda _, file, __: file.data)))
    each = sound.seconds / _TOGETHER
    print(f"{each * 1000:.1f} ms for a file that is not mutated", flush=True)
    sizes = [min(_TOGETHER, count - start) for start in range(0, count, _TOGETHER)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        outcomes = threads.map(
            lambda task: _outcome(
                list(_batch(originals, task[1], f"{seed}/{task[0]}", _mutated)), each
            ),
            enumerate(sizes),
        )
        done, slowest, largest, found = 0, 0.0, 0, 0
        for number, (result, faults) in enumerate(outcomes):
            done += sizes[number]
            if number % 20 == 19:
                print(f"{done} files, findings {found}", flush=True)
            slowest, largest = max(slowest, result.seconds), max(largest, result.size)
            for fault in faults:
                found += 1
                _keep(folder / "findings" / "files" / f"{number}-{found}", fault)
                print(f"batch {number}: {fault.what}", flush=True)
    print(
        f"files: {done} files in batches of {_TOGETHER}, the slowest batch {slowest:.1f} s, "
        f"the largest {largest >> 20} MB, findings {found}"
    )
    return 1 if found else 0


def _outcome(files: Sequence[File], each: float) -> tuple[Run, list[Fault]]:
    """A run over files, and what is wrong with it.

    Args:
        files: The files.
        each: The seconds that a sound file takes.
    """
    result = _checked(files)
    faults = [Fault(what, files) for what in _faults(result, files)]
    if result.seconds > SECONDS + each * len(files) or result.size > BYTES:
        faults += _culprits(result, files)
    return result, faults


def _culprits(result: Run, files: Sequence[File]) -> list[Fault]:
    """The files that alone take more than a case may."""
    if result.seconds <= SECONDS and result.size <= BYTES:
        return []
    if len(files) == 1:
        return [Fault(f"{result.seconds:.1f} s, {result.size >> 20} MB", files)]
    middle = len(files) // 2
    halves = (files[:middle], files[middle:])
    return [fault for half in halves for fault in _culprits(_checked(half), half)]


def _faults(result: Run, files: Sequence[File]) -> Iterator[str]:
    if result.code not in (0, 1, 2) or b"Traceback" in result.stderr:
        yield f"exit code {result.code}: {result.stderr[-2000:].decode(errors='replace')}"
        return
    try:
        report = result.report
    except json.JSONDecodeError as error:
        yield f"no JSON: {error}: {result.stderr[-2000:].decode(errors='replace')}"
        return
    errors = report["errors"]
    for error in errors:
        if not error["message"].startswith(_READ_ERRORS):
            yield f"error {error}"
    known = {f"{index}/{file.name}" for index, file in enumerate(files)}
    told = {each["path"] for each in (*report["findings"], *report["skipped"], *errors)}
    if told - known:
        yield f"unknown files: {sorted(told - known)[:5]}"
    counted = report["summary"]["files"] + len({error["path"] for error in errors})
    if counted != len(files):
        yield f"{counted} of {len(files)} files are accounted for"


def _checked(files: Sequence[File]) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        for index, file in enumerate(files):
            place = Path(folder, str(index))
            place.mkdir()
            (place / file.name).write_bytes(file.data)
        return check(Path(folder), _OPTIONS)


def _keep(folder: Path, fault: Fault) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for index, file in enumerate(fault.files):
        place = folder / str(index)
        place.mkdir(parents=True)
        (place / file.name).write_bytes(file.data)
    (folder / "finding.txt").write_text(fault.what, encoding="utf-8", errors="replace")


Change = Callable[[random.Random, File, Sequence[File]], bytes]


def _batch(originals: Sequence[File], count: int, seed: str, change: Change) -> Iterator[File]:
    draw = random.Random(seed)
    for _ in range(count):
        file = draw.choice(originals)
        yield File(file.name, change(draw, file, originals))


def _mutated(draw: random.Random, file: File, originals: Sequence[File]) -> bytes:
    data = file.data
    for _ in range(draw.choice((1, 1, 2, 3))):
        data = draw.choice(_CHANGES)(draw, data, originals)
    return data


def _flip(draw: random.Random, data: bytes, _: Sequence[File]) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 3)) if data else 0):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def _text(draw: random.Random, data: bytes, _: Sequence[File]) -> bytes:
    return mutate(draw, data.decode("utf-8", errors="replace")).encode("utf-8", errors="replace")


def _splice(draw: random.Random, data: bytes, originals: Sequence[File]) -> bytes:
    """The beginning of one file, and the end of another, mostly at the ends of lines."""
    one, two = data.splitlines(keepends=True), draw.choice(originals).data.splitlines(keepends=True)
    return b"".join(
        one[: draw.randint(0, len(one))]
        + ([b"---\n"] if draw.random() < 0.3 else [])
        + two[draw.randint(0, len(two)) :]
    )


def _swap_values(draw: random.Random, data: bytes, _: Sequence[File]) -> bytes:
    lines = data.split(b"\n")
    found = [index for index, line in enumerate(lines) if b": " in line]
    if len(found) < 2:
        return data
    one, two = draw.sample(found, 2)
    (key, first), (other, second) = (lines[each].split(b": ", 1) for each in (one, two))
    lines[one], lines[two] = key + b": " + second, other + b": " + first
    return b"\n".join(lines)


def _number(draw: random.Random, data: bytes, _: Sequence[File]) -> bytes:
    """A number or quantity of the file becomes an odd one."""
    lines = data.split(b"\n")
    found = [index for index, line in enumerate(lines) if line[-1:].isalnum() and b": " in line]
    if not found:
        return data
    at = draw.choice(found)
    lines[at] = lines[at].split(b": ", 1)[0] + b": " + draw.choice(_ODD).encode("utf-8")
    return b"\n".join(lines)


def _escape(draw: random.Random, data: bytes, _: Sequence[File]) -> bytes:
    """A key or value is quoted, with some of its characters escaped."""
    lines = data.split(b"\n")
    at = draw.randrange(len(lines))
    key, colon, value = lines[at].partition(b": ")
    bare = key.strip(b" -")
    text = bare.decode("utf-8", errors="replace")
    quoted = "".join(
        f"\\u{ord(char) & 0xFFFF:04x}" if draw.random() < 0.3 else char for char in text
    )
    lines[at] = (
        key[: len(key) - len(bare)] + f'"{quoted}"'.encode("utf-8", "replace") + colon + value
    )
    return b"\n".join(lines)


_ODD = (
    *VALUES,
    *(
        "1e400",
        "-1",
        "9" * 5000,
        "0x" + "f" * 3000,
        "1e-400",
        "9Pi",
        "8Ei",
        "1n",
        "0.0001m",
        "1.5Ei",
    ),
    *('"1e400"', "[" * 200 + "]" * 200, "{a: " * 150 + "}" * 150, "'", '"', "2147483648", "-0x1"),
    *('"\\e[31m"', '"\\r\\n::error::x"', '"\\u202e"', '"<script>"', "$(A)$(B)", '"\\0"'),
)
_CHANGES = (_flip, _text, _text, _text, _splice, _swap_values, _number, _number, _escape)
