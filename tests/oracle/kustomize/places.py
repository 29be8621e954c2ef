"""Whether the place that is said to have written a value of a build is the one that writes it.

    cd tests/oracle && python -m kustomize.places FOLDER NUMBER [SEED]
    cd tests/oracle && python -m kustomize.places trees NUMBER [SEED]

Draws scalar values from the builds of the kustomizations below a folder (ten of a build, but only one
of a build with very many, which takes kubectl long), or of random trees, changes the text at the first place of each to another one of the same form, builds again with the kubectl
that KUBECTL names, and compares. `kustomize.record places` records some for an ordinary test.
"""

from __future__ import annotations

import difflib
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from podlint.document import Path as DataPath
from podlint.document import Span
from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize import Build, BuildError, build
from podlint.rendering.kustomize.nodes.node import Origin

from .compare import ask, plant
from .random_trees import tree

Leaves = dict[tuple[int, DataPath], Any]

SEED = 20_261_202
_ENTRY = re.compile(r"\b(?:newTag|newName|digest|tagSuffix)\b\"?'?\s*:\s*")
_ESCAPED = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_WORDS = {"true": "false", "false": "true", "on": "off", "off": "on", "yes": "no", "no": "yes",
          "y": "n", "n": "y", "null": "", "~": ""}  # fmt: skip
_QUANTITY = re.compile(r"[-+]?[0-9][0-9.]*([eE][-+]?[0-9]+|[munkKMGTPE]i?|)")
_HASH = re.compile(r"(.*)-[0-9bcdfghkmt24-9]{10}")
_GENERATED = ("apiVersion", "kind", "type", "immutable")
_SELECTING = frozenset(
    ("apiVersion", "kind", "name", "namespace", "mountPath", "containerPort", "port", "ip", "key",
     "devicePath", "topologyKey", "whenUnsatisfiable", "protocol")
)  # fmt: skip
"""Fields by which patches find what they change: with another value the build is another one."""


_OF_TREE, _OF_BUILD, _MANY = 3, 10, 15_000


class Drawn(NamedTuple):
    """A kustomization in a copy of its repository."""

    root: Path
    folder: Path
    name: str
    values: int


class Verdict(NamedTuple):
    """What came of a change."""

    kind: str
    what: str = ""


class Change(NamedTuple):
    """A text of a file in the place of another one."""

    file: str
    start: int
    end: int
    text: str


class Tried(NamedTuple):
    """A value whose text was changed, and the values that kubectl then builds."""

    name: str
    verdict: Verdict
    at: tuple[int, DataPath] = (0, ())
    change: Change | None = None
    before: Leaves | None = None
    after: Leaves | None = None


def trial(root: Path, folder: Path, draw: random.Random) -> Iterator[Tried]:
    """Change one random value after the other, and say what comes of each."""
    made = build(folder, Inputs(), root)
    leaves = leaves_of([each.data for each in made.resources])
    before = leaves_of(ask(folder).resources or [])
    if before != leaves:
        yield Tried("", Verdict("built otherwise"))
        return
    places = {(at, path): found for at, each in enumerate(made.resources)
              for path, found in each.places.items()}  # fmt: skip
    by_resource: dict[int, list[tuple[int, DataPath]]] = {}
    for each in leaves:
        by_resource.setdefault(each[0], []).append(each)
    while True:
        at = draw.choice(by_resource[draw.choice([*by_resource])])
        name = f"{at[0]}:{'/'.join(map(str, at[1]))} = {leaves[at]!r}"[:150]
        origins = places.get(at, ())
        if not origins:
            yield Tried(name, Verdict("no place"))
            continue
        where = f"{name} at {Path(origins[0].file).relative_to(root)}:{_short(origins[0].span)}"
        change = changed(origins[0], leaves[at], at[1])
        if change is None:
            yield Tried(where, Verdict("left out"))
            continue
        path = Path(change.file)
        old = path.read_bytes()
        text = old.decode()
        new = text[: change.start] + change.text + text[change.end :]
        where += f" {text[change.start : change.end]!r} -> {change.text!r}"
        path.write_bytes(new.encode())
        try:
            answer = ask(folder)
            after = leaves_of(answer.resources or [])
            if answer.resources is None:
                verdict = Verdict("refused", answer.error.strip()[-300:])
            else:
                verdict = compared(at, leaves, after, places)
            now = _writers(root, folder, at) if verdict.kind == "UNCHANGED" else ()
        finally:
            path.write_bytes(old)
        if _key(origins[0]) in map(_key, now[1:]):
            verdict = Verdict("said twice", f"also at {now[0]}")
        elif verdict.kind != "right" and (_selects(at[1]) or _selects(origins[0].path or ("",))):
            verdict = Verdict("selects", verdict.what)
        yield Tried(where, verdict, at, change, leaves, after)


def _writers(root: Path, folder: Path, at: tuple[int, DataPath]) -> tuple[Origin, ...]:
    try:
        resources = build(folder, Inputs(), root).resources
    except BuildError:
        return ()
    return resources[at[0]].places.get(at[1], ()) if at[0] < len(resources) else ()


def _key(origin: Origin) -> tuple[str, int, int]:
    return origin.file, origin.span.start_line, origin.span.start_column


def _selects(path: DataPath) -> bool:
    """Whether patches may find something by the value at a path."""
    return path[-1] in _SELECTING or isinstance(path[-1], int) or "labels" in path


def compared(
    at: tuple[int, DataPath],
    before: Leaves,
    after: Leaves,
    places: Mapping[tuple[int, DataPath], tuple[Origin, ...]],
) -> Verdict:
    """Whether the value changed, and nothing else that is not from the same place."""
    if after.get(at, before[at]) == before[at] and {*before} == {*after}:
        return Verdict("UNCHANGED")
    if not {*before} ^ {*after} <= {at}:  # The value alone may go, as `immutable: false` does.
        return Verdict("other fields", f"{sorted(map(str, {*before} ^ {*after}))[:6]}")
    others = [
        each
        for each in before
        if each in after
        and before[each] != after[each]
        and places[at][0] not in places.get(each, ())
        and not _follows(each, at, before, after)
    ]
    if others:
        each = others[0]
        return Verdict("OTHERS", f"{len(others)}: {each} {before[each]!r} -> {after[each]!r}"[:300])
    return Verdict("right")


def _follows(
    each: tuple[int, DataPath], at: tuple[int, DataPath], old: Leaves, new: Leaves
) -> bool:
    """Whether a value is, or holds, a name that changed; or it only got another hash."""
    before, after = str(old[each]), str(new[each])
    names = [at, *((number, path) for number, path in old if path == ("metadata", "name"))]
    renamed = {str(old[name]): str(new[name]) for name in names if old[name] != new[name]}
    if any(one in before and before.replace(one, other) == after for one, other in renamed.items()):
        return True
    hashes = _HASH.fullmatch(before), _HASH.fullmatch(after)
    return bool(hashes[0] and hashes[1] and hashes[0][1] == hashes[1][1])


def leaves_of(resources: list[Any]) -> Leaves:
    """All scalars of resources."""
    found: Leaves = {}

    def walk(value: Any, at: int, path: DataPath) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                walk(each, at, (*path, key))
        elif isinstance(value, list):
            for index, each in enumerate(value):
                walk(each, at, (*path, index))
        else:
            found[at, path] = value

    for at, each in enumerate(resources):
        walk(each, at, ())
    return found


def changed(origin: Origin, value: Any, path: DataPath) -> Change | None:
    """A change of the text at a place that makes another value of the same form.

    None if nothing there can be changed, as for the kind of an object that is generated.
    """
    text = Path(origin.file).read_bytes().decode()
    start, end = stretch(text, origin.span)
    if start == end:
        start, end = 0, len(text)  # The whole file.
    token = text[start:end]
    inside = origin.path or ()
    if not isinstance(value, str | int | float) or value == "":
        return None
    if inside[:1] in (("configMapGenerator",), ("secretGenerator",)) and path[-1] in _GENERATED:
        return None
    if inside[:1] == ("buildMetadata",):
        return None
    if inside[:1] == ("images",) and len(inside) == 2:
        candidates = [found.end() for found in _ENTRY.finditer(token)]
        if not candidates:
            return None
        first = candidates[-1]
        line = re.compile(r"[^\s,}]*").match(token, first)
        assert line
        start, token = start + first, line[0]
    elif "literals" in inside or (not inside and origin.span.start_line != origin.span.end_line):
        first = token.find("=") + 1
        start, token = start + first, token[first:]
    made = other(token, str(value).lower() if isinstance(value, bool) else str(value))
    if made is None:
        return None
    at, old, new = made
    return Change(origin.file, start + at, start + at + len(old), new)


def other(token: str, value: str) -> tuple[int, str, str] | None:
    """Which part of a token to replace by what."""
    bare = token.strip("\"'")
    if bare.lower() in _WORDS:
        new = _WORDS[bare.lower()]
        return (token.find(bare), bare, new) if new else None
    hidden = _ESCAPED.sub(lambda found: "\0" * len(found[0]), token) if token[:1] == '"' else token
    header = re.match(r"[|>][-+0-9]*[^\n]*\n", token)
    first = header.end() if header else 0
    match = difflib.SequenceMatcher(None, hidden[first:], value, autojunk=False)
    if len(hidden) > 2000:
        common, size = first, len(hidden) - first
    else:
        found = match.find_longest_match()
        common, size = first + found.a, found.size
    digits = bool(_QUANTITY.fullmatch(bare))
    places = [
        at
        for at in range(common, common + size)
        if (hidden[at].isdigit() if digits else hidden[at].isascii() and hidden[at].isalnum())
    ]
    if not places:
        return None
    at = places[-1]
    sign = hidden[at]
    return at, sign, _next(sign)


def _next(sign: str) -> str:
    """Another sign of the same kind, not zero."""
    if sign.isdigit():
        return str(int(sign) % 7 + 1) if sign != "1" else "2"
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    new = alphabet[(alphabet.index(sign.lower()) + 1) % 26]
    return new.upper() if sign.isupper() else new


def stretch(text: str, span: Span) -> tuple[int, int]:
    """The offsets of a span, whose lines end as go-yaml and Python's readers end them."""
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
    return (
        starts[span.start_line - 1] + span.start_column - 1,
        starts[span.end_line - 1] + span.end_column - 1,
    )


def _short(span: Span) -> str:
    return f"{span.start_line}:{span.start_column}"


def trees(draw: random.Random) -> Iterator[Drawn]:
    """Random trees that can be built."""
    while True:
        seed = draw.randrange(10**9)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            plant(tree(random.Random(seed)), root)
            if values := _values(root, root):
                yield Drawn(root, root, f"tree {seed}", values)


def builds(below: Path, draw: random.Random) -> Iterator[Drawn]:
    """The kustomizations below a folder that can be built, each in a copy of its repository."""
    files = sorted(each for each in below.rglob("[kK]ustomization*") if each.is_file())
    while True:
        file = draw.choice(files)
        root = below / file.relative_to(below).parts[0]
        with tempfile.TemporaryDirectory() as copy:
            new = Path(copy).resolve() / "r"
            shutil.copytree(root, new, symlinks=True)
            folder = new / file.parent.relative_to(root)
            if values := _values(new, folder):
                yield Drawn(new, folder, str(file.parent.relative_to(below)), values)


def _values(root: Path, folder: Path) -> int:
    """How many scalars a kustomization builds; 0 if it is not built."""
    try:
        made: Build = build(folder, Inputs(), root)
    except BuildError:
        return 0
    return len(leaves_of([each.data for each in made.resources]))


def main(what: str, number: int, seed: int) -> None:
    draw = random.Random(seed)
    verdicts: Counter[str] = Counter()
    drawn = trees(draw) if what == "trees" else builds(Path(what).resolve(), draw)
    most = _OF_TREE if what == "trees" else _OF_BUILD
    while sum(verdicts.values()) - verdicts["left out"] - verdicts["selects"] < number:
        root, folder, name, values = next(drawn)
        each = most if values < _MANY else 1
        for where, verdict, *_ in islice(trial(root, folder, draw), each):
            verdicts[verdict.kind] += 1
            if verdict.kind not in ("right", "left out", "selects") or os.environ.get("SHOW"):
                print(f"{verdict.kind}: {name}: {where}\n    {verdict.what}")
    print(f"seed {seed}:", dict(verdicts))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int((sys.argv[3:] or [SEED])[0]))
