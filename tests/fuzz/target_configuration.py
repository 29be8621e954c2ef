"""Configuration files and rules as YAML: only `PodlintError` comes out of reading them."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import seeds
from target_document import internal
from yaml_mutator import VALUES, mutate

from podlint import PodlintError, lint_text
from podlint.cli.project import read_config
from podlint.rule.packs import load_file, load_folder

_NAMES = (".podlint.yaml", "pyproject.toml", "rules/images/own_rule.yaml")
TOKENS = (
    *VALUES,
    "[tool.podlint]",
    "[tool.podlint.paths.'a/**']",
    "profile: strict",
    "select: ['probes/*']",
    "paths: {'a/**': {ignore: [",
    "$..containers[?(@.image =~ 'a+')]",
    "matches: '(a+)+$'",
    "{value} {field} {container!r:>9999}",
)
_SAMPLE = (seeds.FIXTURES / "probe-traps").glob("*.yaml")


class Case(NamedTuple):
    """A file of a project, by its path there."""

    name: str
    text: str


def starts() -> Iterator[bytes]:
    """The inputs that fuzzing starts from."""
    docs = seeds.ROOT / "docs"
    for path in (*sorted(docs.glob("*.md")), *sorted(docs.glob("how-to/*.md"))):
        for block, language in _blocks(path.read_text(encoding="utf-8")):
            if language == "toml":
                yield b"\x01" + block.encode()
            elif language == "yaml":
                yield b"\x00" + block.encode()
                yield b"\x02" + block.encode()
    for path in sorted((seeds.ROOT / "tests" / "fixtures").rglob(".podlint.yaml")):
        yield b"\x00" + path.read_bytes()
    for path in sorted((seeds.ROOT / "rules").rglob("*.yaml")):
        yield b"\x02" + path.read_bytes()


def changed(data: bytes, seed: int) -> bytes:
    """An input near to another."""
    text = mutate(random.Random(seed), data[1:].decode("utf-8", errors="replace"))
    return data[:1] + text.encode("utf-8", errors="replace")


def made(data: bytes) -> Case:
    """The file that an input means."""
    name = _NAMES[data[0] % len(_NAMES)] if data else _NAMES[0]
    return Case(name, data[1:].decode("utf-8", errors="replace"))


def check(case: Case) -> None:
    """Raise if reading the file, or a run with what it says, fails in a way that it must not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, case.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.text.encode("utf-8", errors="replace"))
        try:
            settings = _settings_of(path, Path(folder))
        except PodlintError as error:
            told = str(error)
            settings = None
    if settings is None:
        assert told.startswith(folder), told
        return
    for name, text in _sample():
        report = lint_text(text, name=name, **settings)
        assert not internal(report), internal(report)


def _settings_of(path: Path, folder: Path) -> dict[str, Any]:
    if path.parent == folder:
        file = read_config(path, seeds.rules())
        return {"config": file.config.model_copy(update={"rules": ()}), "rules": file.rules}
    rule = load_file(path)
    assert [each.name for each in load_folder(folder / "rules")] == [rule.name]
    return {"rules": (rule,)}


@cache
def _sample() -> tuple[tuple[str, str], ...]:
    return tuple(
        (path.relative_to(seeds.FIXTURES).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(_SAMPLE)
    )


def _blocks(page: str) -> Iterator[tuple[str, str]]:
    """The blocks of code of a page, each with its language."""
    for index, part in enumerate(page.split("```")):
        if index % 2:
            language, _, block = part.partition("\n")
            yield block, language.split()[0] if language.split() else ""
