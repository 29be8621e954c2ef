"""Where fuzzing begins: the examples of podlint's rules, and the manifests of the fixtures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from podlint.document import load
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN, load_package

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
_MANIFESTS = {".yaml", ".yml", ".json"}


@cache
def rules() -> tuple[Any, ...]:
    """podlint's own rules."""
    return load_package(BUILTIN)


@cache
def texts() -> tuple[str, ...]:
    """All seeds as texts, none of them twice, in an order that does not change."""
    return tuple(dict.fromkeys((*_examples(), *fixture_texts())))


@cache
def fixable_texts() -> tuple[str, ...]:
    """The examples of rules that have fixes."""
    return tuple(read_example(text).text for rule in rules() if rule.fixed for text in rule.bad)


@cache
def fixture_texts() -> tuple[str, ...]:
    """The manifests of the fixtures."""
    return tuple(
        path.read_bytes().decode("utf-8", errors="replace")
        for path in sorted(FIXTURES.rglob("*"))
        if path.suffix in _MANIFESTS and path.is_file()
    )


@cache
def objects() -> tuple[dict[str, Any], ...]:
    """The objects in all seeds; not to be changed."""
    return tuple(
        document.data
        for text in texts()
        for document in load(text)
        if isinstance(document.data, dict) and "kind" in document.data
    )


def _examples() -> Iterator[str]:
    for rule in rules():
        for text in (*rule.bad, *rule.good):
            yield read_example(text).text
