"""The names of other tools' checks that are similar to a rule, but not the same."""

from __future__ import annotations

from collections.abc import Sequence

from podlint.document.shortening import shortened
from podlint.rule.index import ListedRule
from podlint.rule.rule import LONGEST_NAME
from podlint.startup.lazy_pattern import pattern

__all__ = ["former_names", "names_elsewhere", "not_a_name", "similar_to", "usual_form"]

_KSV = pattern(r"^(?:avd-)?ksv-?([0-9]+)$")

_LINTERS = {
    "Checkov": pattern(r"^CKV_"),
    "Kubescape": pattern(r"^C-[0-9]{4}$"),
    "Trivy": pattern(r"^KSV-"),
    "Polaris": pattern(r"^[a-z]+[A-Z][A-Za-z]*$"),
    "Kyverno": pattern(r"^(?:block|disallow|require|restrict)-"),
    "kube-score": pattern(r"^container-"),
    "kube-linter": pattern(
        r"^(?:default-service-account|latest-tag|no-read-only-root-fs|unset-cpu-limit"
        r"|unsafe-proc-mount)$"
    ),
}
"""The names that each linter gives to its checks."""


def names_elsewhere(aliases: Sequence[str]) -> tuple[str, ...]:
    """The aliases that other linters use, each with its linter: `latest-tag (kube-linter)`."""
    found = ((each, _linter_of(each)) for each in aliases)
    return tuple(f"{each} ({linter})" for each, linter in found if linter)


def former_names(aliases: Sequence[str]) -> tuple[str, ...]:
    """The aliases that no other linter uses: the rule had these names in earlier versions."""
    return tuple(each for each in aliases if not _linter_of(each))


def _linter_of(alias: str) -> str | None:
    return next((linter for linter, form in _LINTERS.items() if form.search(alias)), None)


def usual_form(name: str) -> str:
    """A name in lower case, with Trivy's numbers in one form.

    Trivy has used ``AVD-KSV-0017``, ``KSV017`` and ``KSV-0017``.
    """
    return _KSV.sub(lambda match: f"ksv-{match[1].lstrip('0').zfill(4)}", name.casefold())


def similar_to(name: str, rules: Sequence[ListedRule]) -> tuple[tuple[ListedRule, str], ...]:
    """The rules that are similar to another tool's check, each with the difference.

    Returns:
        Rules and sentences; nothing if a rule itself has the name.
    """
    wanted = usual_form(name)
    if any(wanted == usual_form(known) for rule in rules for known in (rule.name, *rule.aliases)):
        return ()
    return tuple(
        (rule, difference)
        for rule in rules
        for known, difference in rule.similar
        if wanted == usual_form(known)
    )


def not_a_name(name: str, found: Sequence[tuple[ListedRule, str]]) -> str:
    """The message about a name that no rule has, but some rules are similar to.

    If there are several rules, it lists only their names, and says how to get the differences.

    Args:
        name: The name.
        found: The result of `similar_to`; at least one rule.
    """
    name = shortened(name, LONGEST_NAME)
    if len(found) == 1:
        rule, difference = found[0]
        words = f"{rule.name} is similar: {difference.removesuffix('.')}"
    else:
        rules = ", ".join(rule.name for rule, _ in found)
        words = f"similar rules are {rules} (`podlint rule {name}` explains the differences)"
    return f"unknown rule `{name}`; {words}"
