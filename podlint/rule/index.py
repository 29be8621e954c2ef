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
from pathlib import Path
from typing import Any

from podlint.finding.problem import Profile, Severity
from podlint.rule.declared import DeclaredCheck
from podlint.rule.rule import Rule

__all__ = ["INDEX", "IndexedRule", "index_text", "read_index"]

INDEX = "index.json"
"""The name of the file, in the folder of the package."""

_SEVERITIES = {each.value: each for each in Severity}
_PROFILES = {each.value: each for each in Profile}

_KEPT = (
    "name",
    "subject",
    "target_name",
    "since",
    "aliases",
    "fields",
    "fragments",
    "preview",
    "module",
)


class IndexedRule(Rule):
    """A rule of which only the index has been read."""

    def __init__(self, known: Mapping[str, Any], load: Callable[[], Rule]) -> None:
        """Take what is known, and how to come by the rest."""
        self.__dict__.update(known, _load=load)

    @property
    def target_name(self) -> str:
        """As the index has it: `Rule.target_name` would load the rule."""
        return str(self.__dict__["target_name"])

    def __getattr__(self, name: str) -> Any:
        """Load the rule for an attribute that the index does not hold."""
        if name not in Rule.__annotations__:
            raise AttributeError(name)
        self.__dict__.update(self._load().__dict__)
        return self.__dict__[name]


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
    entry |= {"severity": rule.severity, "profile": rule.profile, "size": size}
    if rule.similar:
        entry["similar"] = dict(rule.similar)
    if isinstance(rule.check, DeclaredCheck):
        entry["check"] = rule.check.written
    return entry if rule.options else {**entry, "options": None}


def read_index(
    folder: Path, load: Callable[[str, Path], Rule]
) -> Mapping[str, Callable[[str, str, int], IndexedRule | None]]:
    """By module, what makes the rule of its file, or None where the index is of another file.

    Args:
        folder: The folder of the package; it may have no index.
        load: Gives the rule of a module and its file.
    """
    try:
        entries = json.loads((folder / INDEX).read_bytes())
    except OSError:
        return {}

    def maker(entry: dict[str, Any]) -> Callable[[str, str, int], IndexedRule | None]:
        def make(module: str, path: str, size: int) -> IndexedRule | None:
            if entry["size"] != size:
                return None
            known = {
                **entry,
                "aliases": tuple(entry["aliases"]),
                "similar": tuple(entry.get("similar", {}).items()),
                "fields": tuple(entry["fields"]),
                "severity": _SEVERITIES[entry["severity"]],
                "profile": _PROFILES[entry["profile"]],
            }
            if "check" in entry:
                known["check"] = DeclaredCheck(entry["check"])
            return IndexedRule(known, lambda: load(module, Path(path)))

        return make

    return {entry["module"]: maker(entry) for entry in entries}
