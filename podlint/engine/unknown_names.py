"""Refuses settings that name an unknown rule, or an option that a rule does not have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from podlint.config.config import Config, ConfigError
from podlint.config.layers import sections_of
from podlint.config.section import Section
from podlint.document.shortening import shortened
from podlint.engine.choice import options_for, options_of
from podlint.errors import did_you_mean
from podlint.rule.index import ListedRule
from podlint.rule.rule import LONGEST_NAME, WILD

__all__ = ["refuse_unknown_names"]


def refuse_unknown_names(rules: Sequence[ListedRule], config: Config) -> None:
    """Check the names and options of rules in all settings.

    Raises:
        ConfigError: A setting names a rule that does not exist, or an option that it does not have.
    """

    @cache
    def is_known(name: str) -> bool:
        return any(rule.is_called(name) for rule in rules)

    for name in config.notes:
        if not is_known(name):
            raise _unknown(name, rules, ("notes", name))
    for index, entry in enumerate(config.suppressions):
        for name in entry.rule:
            if not is_known(name):
                raise _unknown(name, rules, ("suppressions", index, "rule"))
    for root, section in (*sections_of(config), ((), config.overrides)):
        _refuse_in(rules, section, root, is_known)


def _refuse_in(
    rules: Sequence[ListedRule],
    section: Section,
    root: tuple[str, ...],
    is_known: Callable[[str], bool],
) -> None:
    lists = {
        "select": section.select,
        "extend-select": section.extend_select,
        "ignore": section.ignore,
    }
    named: list[tuple[str, tuple[str | int, ...]]] = []
    for setting, names in lists.items():
        named += ((name, (setting, index)) for index, name in enumerate(names))
    named += ((name, ("severity", name)) for name in section.severity)
    for name, path in named:
        if not is_known(name):
            raise _unknown(name, rules, (*root, *path))
    for name, options in section.options.items():
        _refuse_options(rules, name, options, root)


def _refuse_options(
    rules: Sequence[ListedRule], name: str, options: Mapping[str, Any], root: tuple[str, ...]
) -> None:
    path = (*root, "options", name)
    called = [rule for rule in rules if rule.is_called(name)]
    if not called:
        raise _unknown(name, rules, path)
    taking = [rule for rule in called if rule.options]
    if not taking:
        others = ", ".join(rule.name for rule in rules if rule.options) or "none"
        what = f"rule `{name}` has no" if WILD.isdisjoint(name) else f"no rule of `{name}` has"
        raise ConfigError(f"{what} options; rules with options: {others}", path)
    if not WILD.isdisjoint(name):
        _refuse_options_of_none(taking, name, options, path)
    for rule in taking:
        try:
            options_of(rule, options_for(rule, name, options), ("options", name))
        except ConfigError as error:
            raise ConfigError(str(error), (*root, *error.path)) from error


def _refuse_options_of_none(
    rules: Sequence[ListedRule], name: str, options: Mapping[str, Any], path: tuple[str, ...]
) -> None:
    """Refuse an option that none of the rules has which a pattern matches."""
    taken = {key for rule in rules for key in options_for(rule, name, options)}
    for option in options.keys() - taken:
        fields = (rule.options.model_fields for rule in rules if rule.options)
        known = sorted({info.alias or key for each in fields for key, info in each.items()})
        hint = did_you_mean(option, known) or f"expected one of {', '.join(known)}"
        message = f"no rule of `{name}` has the option `{option}`; {hint}"
        raise ConfigError(message, (*path, option))


def _unknown(name: str, rules: Sequence[ListedRule], path: tuple[str | int, ...]) -> ConfigError:
    from podlint.rule.similar_names import not_a_name, similar_to

    if found := similar_to(name, rules):
        return ConfigError(not_a_name(name, found), path)
    known = {name for rule in rules for name in (rule.name, rule.subject + "/*")}
    hint = did_you_mean(name, sorted(known)) or "`podlint rules` lists all rules"
    return ConfigError(f"unknown rule `{shortened(name, LONGEST_NAME)}`; {hint}", path)
