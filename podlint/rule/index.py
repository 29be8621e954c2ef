"""What is known of a package's rules without importing them.

Importing two hundred modules takes longer than checking a manifest, and most rules have nothing to
say of it. So a package may hold a file `index.json` with what the choice of rules asks for; a rule
is imported when it runs or is described; one that is written as YAML runs from the index. The file
is made by `python -m podlint.rule.pages`. A rule whose file the index does not know, or knows with
another size, is imported at once.
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
"""The name of the file, in the folder of the package."""

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
    """A row of an index, and the rule behind it, which is imported on demand.

    Attributes:
        target_name: The name of the type whose values the rule visits; see `type_name`.
        has_options: The rule has options.
        declared: How a rule that is written as YAML checks; None for others.
        load: Imports the rule.
    """

    target_name: str
    has_options: bool
    declared: DeclaredCheck | None
    load: Callable[[], Rule]

    def __init__(self, values: dict[str, Any]) -> None:
        """Take the values of the fields: hundreds of rows are made in every run."""
        self.__dict__.update(values)

    @cached_property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.load()

    @property
    def check(self) -> Callable[..., Iterable[Problem]]:
        """As `Rule.check`."""
        return self.declared or self.rule.check

    @property
    def options(self) -> type[BaseModel] | None:
        """As `Rule.options`."""
        return self.rule.options if self.has_options else None


ListedRule = Rule | IndexRow
"""A rule, or the row of an index with the rule behind it: what is there to choose from."""


def index_text(rules: Iterable[Rule], size: Callable[[Rule], int]) -> str:
    """The index of some rules; ends with a line break.

    Args:
        rules: The rules.
        size: Gives the number of bytes of a rule's file.
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
    """By module, what makes the row of its file, or None where the index is of another file.

    Args:
        folder: The folder of the package; it may have no index.
        load: Gives the rule of a module and its file.
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
