"""Refuses settings that name an unknown rule, or an option that a rule does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from podlint.config.config import Config, ConfigError
from podlint.config.section import Section
from podlint.document.shortening import shortened
from podlint.engine.choice import options_of
from podlint.errors import did_you_mean
from podlint.rule.index import ListedRule
from podlint.rule.rule import LONGEST_NAME

__all__ = ["refuse_unknown_names"]


def refuse_unknown_names(rules: Sequence[ListedRule], config: Config) -> None:
    """Check the names and options of rules in all settings.

    Raises:
        ConfigError: A setting names a rule that does not exist, or an option that it does not have.
    """

    @cache
    def is_known(name: str) -> bool:
        return any(rule.is_called(name) for rule in rules)

    for root, section in _sections(config):
        _refuse_in(rules, section, root, is_known)


def _sections(config: Config) -> Iterator[tuple[tuple[str, ...], Section]]:
    """All sections of a configuration, each with the path of its setting."""
    yield (), config
    for pattern, section in config.paths.items():
        yield ("paths", pattern), section
    for pattern, section in config.namespaces.items():
        yield ("namespaces", pattern), section
    yield (), config.overrides


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
        path = (*root, "options", name)
        rule = next((rule for rule in rules if rule.name == name), None)
        if rule is None:
            raise _unknown(name, rules, path)
        if rule.options is None:
            others = ", ".join(rule.name for rule in rules if rule.options) or "none"
            raise ConfigError(f"rule `{name}` has no options; rules with options: {others}", path)
        try:
            options_of(rule, options)
        except ConfigError as error:
            raise ConfigError(str(error), (*root, *error.path)) from error


def _unknown(name: str, rules: Sequence[ListedRule], path: tuple[str | int, ...]) -> ConfigError:
    from podlint.rule.similar_names import not_a_name, similar_to

    if found := similar_to(name, rules):
        return ConfigError(not_a_name(name, found), path)
    known = {name for rule in rules for name in (rule.name, rule.subject + "/*")}
    hint = did_you_mean(name, sorted(known)) or "`podlint rules` lists all rules"
    return ConfigError(f"unknown rule `{shortened(name, LONGEST_NAME)}`; {hint}", path)
