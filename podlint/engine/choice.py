"""A rule together with its settings in some part of a project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import Any

from pydantic import BaseModel, ValidationError

from podlint.config.settings import config_error
from podlint.finding.problem import Problem
from podlint.finding.severity import Severity
from podlint.rule.index import ListedRule
from podlint.rule.rule import WILD, type_name
from podlint.startup.frozen import Frozen

__all__ = ["Choice", "options_for", "options_of"]


class Choice(Frozen, eq=False):
    """A rule that runs in some part of a project, with its settings there.

    Attributes:
        rule: The rule.
        severity: The severity of all its findings; None if the settings leave it to the rule.
        given: The values of options that differ from the defaults.
        least: The lowest severity, as judged by the rule, of problems to show. The profile decides
            it; if the settings name the rule, all problems are shown.
        at_most: The highest severity that the rule can give a problem, in the version of the rules
            that the settings ask for.
    """

    rule: ListedRule
    severity: Severity | None
    given: Mapping[str, Any]
    least: Severity
    at_most: Severity

    @cached_property
    def options(self) -> BaseModel | None:
        """The values of the rule's options, or None if it has none."""
        return options_of(self.rule, self.given)

    @cached_property
    def check(self) -> Callable[[Any], Iterable[Problem]]:
        """A function that yields the problems of one target."""
        if self.options is None:
            return self.rule.check
        return partial(_with_options, self.rule.check, self.options)

    def visits(self, target: type) -> bool:
        """Whether the rule visits values of exactly this type."""
        return self.rule.target_name == type_name(target)

    def shows(self, severity: Severity | None) -> bool:
        """Whether to show a problem to which the rule gives this severity, or none."""
        return self._judged(severity).rank >= self.least.rank

    def weigh(self, severity: Severity | None) -> Severity:
        """The severity of the finding for a problem to which the rule gives this severity, or
        none.
        """
        return self.severity or self._judged(severity)

    def _judged(self, severity: Severity | None) -> Severity:
        judged = severity or self.rule.severity
        return judged if judged.rank <= self.at_most.rank else self.at_most


def _with_options(
    check: Callable[..., Iterable[Problem]], options: BaseModel, target: object
) -> Iterable[Problem]:
    return check(target, options)


def options_for(rule: ListedRule, name: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Those of some options that a rule takes: all if they are given by its name or an alias.

    Args:
        rule: The rule.
        name: The name or the pattern for which the options are given.
        given: The options.
    """
    if WILD.isdisjoint(name):
        return given
    if rule.options is None:
        return {}
    fields = rule.options.model_fields
    known = {*fields, *(each.alias for each in fields.values())}
    return {key: value for key, value in given.items() if key in known}


def options_of(
    rule: ListedRule, given: Mapping[str, Any], place: tuple[str, ...] = ()
) -> BaseModel | None:
    """The values of a rule's options; None if it has none.

    Args:
        rule: The rule.
        given: The values that differ from the defaults.
        place: The path of the setting that gives them; that of the rule's own options if empty.

    Raises:
        ConfigError: The rule does not accept the options.
    """
    if rule.options is None:
        return None
    if not given and not any(info.is_required() for info in rule.options.model_fields.values()):
        return rule.options.model_construct()
    try:
        return rule.options.model_validate(given)
    except ValidationError as error:
        raise config_error(error, rule.options, place or ("options", rule.name)) from error
