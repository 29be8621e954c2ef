"""Values that a shell offers when the user presses Tab.

Every run of podlint imports this module, so it imports other modules only when a shell asks.
"""

import os
from collections.abc import Iterable
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from podlint.rule.index import ListedRule

__all__ = ["bash_line", "rules_like", "standards_like", "subjects_like", "symptoms_like"]


def bash_line() -> None:
    """If bash did not set its variables for a completion, complete an empty line, as zsh does.

    Typer would raise a `KeyError` or a `ValueError`.
    """
    if os.environ.get("_PODLINT_COMPLETE") != "complete_bash":
        return
    os.environ.setdefault("COMP_WORDS", "")
    if not os.environ.get("COMP_CWORD", "").isdecimal():
        os.environ["COMP_CWORD"] = "0"


def rules_like(incomplete: str) -> list[str]:
    """The names of rules that start with a text.

    If the text has a slash, as in `probes/`, each name is preceded by its subject.
    """
    names = (f"{rule.subject}/{rule.name}" if "/" in incomplete else rule.name for rule in _rules())
    return _starting_with(incomplete, names)


def subjects_like(incomplete: str) -> list[str]:
    """The subjects of rules that start with a text, such as `probes`."""
    return _starting_with(incomplete, {rule.subject for rule in _rules()})


def standards_like(incomplete: str) -> list[str]:
    """The levels of the Pod Security Standards that start with a text."""
    from podlint.pss.version import LEVELS

    return _starting_with(incomplete, LEVELS)


def symptoms_like(incomplete: str) -> list[str]:
    """The symptoms of one word that start with a text.

    The shell would read a symptom of several words as several arguments.
    """
    from podlint.rule.symptoms import all_symptoms

    names = (each.name for each in all_symptoms())
    return _starting_with(incomplete, (each for each in names if " " not in each))


def _rules() -> "Iterable[ListedRule]":
    """All rules; podlint's own if the configuration of the current directory is invalid."""
    from podlint.cli.project import known_rules
    from podlint.errors import PodlintError
    from podlint.rule.packs import builtin_rules

    try:
        return known_rules(Path.cwd())
    except (PodlintError, OSError):
        return builtin_rules()


def _starting_with(start: str, names: Iterable[str]) -> list[str]:
    return sorted(each for each in names if each.startswith(start))
