"""An index of a package's rules, so that podlint need not import all of them.

Importing hundreds of modules takes longer than checking a manifest, and most rules do not apply to
it. So a package may have a file `index.json` with the fields that the choice of rules needs. A rule
is imported when it runs or is described; a YAML rule runs from the index. `python -m
podlint.rule.pages` writes the file. A rule that is not in the index, or whose file has another
size, is imported at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from podlint.finding.problem import Problem
from podlint.finding.severity import Severity
from podlint.rule.declared import DeclaredCheck
from podlint.rule.rule import Rule, RuleHead

__all__ = ["INDEX", "IndexRow", "ListedRule", "index_text", "read_index"]

INDEX = "index.json"
"""The name of the index file, in the folder of the package."""

_SEVERITIES = {each.value: each for each in Severity}
_KEPT = (
    "name",
    "subject",
    "target_name",
    "severity",
    "at_most",
    "since",
    "earlier",
    "aliases",
    "asks_for",
    "fragments",
    "static_pods",
    "preview",
    "module",
)


class IndexRow(RuleHead, eq=False):
    """A row of an index. The rule itself is imported on demand.

    Attributes:
        target_name: The name of the type whose values the rule visits; see `type_name`.
        has_options: The rule has options.
        declared: The check of a YAML rule; None for other rules.
        load: Imports the rule.
    """

    target_name: str
    has_options: bool
    declared: DeclaredCheck | None
    load: Callable[[], Rule]

    def __init__(self, values: dict[str, Any]) -> None:
        """Set the fields without checks, because every run makes hundreds of rows."""
        self.__dict__.update(values)

    @cached_property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.load()

    @property
    def check(self) -> Callable[..., Iterable[Problem]]:
        """As for `Rule.check`."""
        return self.declared or self.rule.check

    @property
    def options(self) -> type[BaseModel] | None:
        """As for `Rule.options`."""
        return self.rule.options if self.has_options else None


ListedRule = Rule | IndexRow
"""A rule, or the row of an index that can import it."""


def index_text(rules: Iterable[Rule], size: Callable[[Rule], int]) -> str:
    """The text of an index; ends with a line break.

    Args:
        rules: The rules.
        size: Returns the size of a rule's file, in bytes.
    """
    lines = (json.dumps(_entry(rule, size(rule)), ensure_ascii=False) for rule in rules)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _entry(rule: Rule, size: int) -> dict[str, Any]:
    entry = {name: getattr(rule, name) for name in _KEPT}
    entry |= {"has_options": rule.options is not None, "size": size}
    if rule.similar:
        entry["similar"] = dict(rule.similar)
    if isinstance(rule.check, DeclaredCheck):
        entry["declared"] = rule.check.written
    return entry


def read_index(
    folder: Path, load: Callable[[str, Path], Rule]
) -> Mapping[str, Callable[[str, str, int], IndexRow | None]]:
    """Read the index of a package.

    Args:
        folder: The folder of the package; it may have no index.
        load: Returns the rule of a module and its file.

    Returns:
        By module, a function that makes the row for a file, or returns None if the file has
        changed.
    """
    try:
        entries = json.loads((folder / INDEX).read_bytes())
    except OSError:
        return {}

    def maker(entry: dict[str, Any]) -> Callable[[str, str, int], IndexRow | None]:
        def make(module: str, path: str, size: int) -> IndexRow | None:
            if entry["size"] != size:
                return None
            declared = entry.get("declared")
            return IndexRow(
                {
                    **entry,
                    "aliases": tuple(entry["aliases"]),
                    "similar": tuple(entry.get("similar", {}).items()),
                    "earlier": tuple(
                        (version, _SEVERITIES[each]) for version, each in entry["earlier"]
                    ),
                    "asks_for": tuple(entry["asks_for"]),
                    "severity": _SEVERITIES[entry["severity"]],
                    "at_most": _SEVERITIES[entry["at_most"]],
                    "declared": declared and DeclaredCheck(declared),
                    "load": lambda: load(module, Path(path)),
                }
            )

        return make

    return {entry["module"]: maker(entry) for entry in entries}
