"""Rules that are chosen, ready to run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from pydantic import BaseModel, ValidationError

from podlint.declared import DeclaredCheck
from podlint.demand import Setting
from podlint.finding import Problem, Severity
from podlint.frozen import Frozen
from podlint.rule import Rule, type_name
from podlint.section import Section

_MOST_NARROWED = 1000
"""A long-lived process lints ever new objects; what was worked out for them must not pile up."""

Problems = Iterator[tuple["ChosenRule", Problem]]
"""Problems, each with the rule that found it."""

Failed = Callable[["ChosenRule", Exception], object]
"""Is told what a rule raised."""


class ChosenRule(Frozen):
    """A rule with the severity and options it runs with.

    Attributes:
        rule: The rule.
        severity: What its findings weigh.
        given: The values of its options that are not the defaults.
        shown: False for a rule that the profile leaves out: its findings are only counted.
    """

    rule: Rule
    severity: Severity
    given: Mapping[str, Any]
    shown: bool

    @cached_property
    def options(self) -> BaseModel | None:
        """The values of the rule's options, or None if it has none."""
        return options_of(self.rule, self.given)

    @cached_property
    def check(self) -> Callable[[Any], Iterable[Problem]]:
        """Yields what the rule finds in one target; without words where that is not shown."""
        check = self.rule.check
        if isinstance(check, DeclaredCheck):
            return check if self.shown else check.unworded
        if self.options is None:
            return check
        return partial(_with_options, self.rule.check, self.options)


def _with_options(
    check: Callable[..., Iterable[Problem]], options: BaseModel, target: object
) -> Iterable[Problem]:
    return check(target, options)


class Ruleset(Frozen):
    """What runs on some part of a project.

    Attributes:
        chosen: The rules to run, ordered by name.
        known: All rules there are.
        layers: The settings that chose them; each goes before those ahead of it.
        pod_security: What the settings say of Pod Security.
        by_target: The chosen rules by the name of the type that they visit.
    """

    chosen: tuple[ChosenRule, ...]
    known: tuple[Rule, ...]
    layers: tuple[Section, ...]
    pod_security: Setting
    by_target: Mapping[str, tuple[ChosenRule, ...]]

    @property
    def shown(self) -> tuple[Rule, ...]:
        """The rules whose findings are kept."""
        return tuple(each.rule for each in self.chosen if each.shown)

    def visits(self, target: type) -> bool:
        """Whether any of the rules visits values of just this type."""
        return bool(self.by_target.get(type_name(target)))

    def run(self, target: object, failed: Failed, fragment: bool = False) -> Problems:
        """The problems of one target.

        Args:
            target: What the rules visit.
            failed: Is told what a rule raises; the others go on.
            fragment: It is judged only by rules that can judge a fragment.
        """
        key = (type(target), fragment)
        rules = self._runs_on.get(key)
        if rules is None:
            rules = self._runs_on[key] = tuple(self._rules_for(*key))
        for chosen in rules:
            try:
                for problem in chosen.check(target):
                    yield chosen, problem
            except Exception as error:
                failed(chosen, error)

    def about(self, names: Iterable[str]) -> Ruleset:
        """The same without the rules that ask for other fields.

        Args:
            names: The names of all fields that are written in an object.
        """
        written = self._field_names.intersection(names)
        narrowed = self._narrowed.get(written)
        if narrowed is None:
            by_target = {target: asked.about(written) for target, asked in self._asked.items()}
            narrowed = Ruleset(self.chosen, self.known, self.layers, self.pod_security, by_target)
            if len(self._narrowed) >= _MOST_NARROWED:
                self._narrowed.clear()
            self._narrowed[written] = narrowed
        return narrowed

    @cached_property
    def _asked(self) -> dict[str, _Asked]:
        return {target: _Asked.of(them) for target, them in self.by_target.items()}

    @cached_property
    def _field_names(self) -> frozenset[str]:
        return frozenset(name for each in self.chosen for name in each.rule.fields)

    @cached_property
    def _narrowed(self) -> dict[frozenset[str], Ruleset]:
        return {}

    @cached_property
    def _runs_on(self) -> dict[tuple[type, bool], tuple[ChosenRule, ...]]:
        return {}

    def _rules_for(self, target: type, fragment: bool) -> Iterator[ChosenRule]:
        for kind in target.__mro__:
            for chosen in self.by_target.get(type_name(kind), ()):
                if not fragment or chosen.rule.fragments:
                    yield chosen


class _Asked(Frozen):
    """Rules by what they ask for.

    Attributes:
        rules: The rules, in order.
        always: The numbers of those that ask for nothing.
        by_name: The numbers of the others by the names that they ask for.
    """

    rules: tuple[ChosenRule, ...]
    always: tuple[int, ...]
    by_name: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, rules: tuple[ChosenRule, ...]) -> _Asked:
        """The rules that visit values of one type."""
        by_name: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(rules):
            for name in each.rule.fields:
                by_name[name].append(number)
        always = tuple(number for number, each in enumerate(rules) if not each.rule.fields)
        return cls(rules, always, {name: tuple(numbers) for name, numbers in by_name.items()})

    def about(self, written: frozenset[str]) -> tuple[ChosenRule, ...]:
        """The rules that can find something where this is written, in order."""
        found = set(self.always)
        for name in written & self.by_name.keys():
            found.update(self.by_name[name])
        return tuple(self.rules[number] for number in sorted(found))


def options_of(rule: Rule, given: Mapping[str, Any]) -> BaseModel | None:
    """The values of a rule's options; None if it has none.

    Raises:
        ConfigError: The options are not as the rule takes them.
    """
    if rule.options is None:
        return None
    if not given and not any(info.is_required() for info in rule.options.model_fields.values()):
        return rule.options.model_construct()
    try:
        return rule.options.model_validate(given)
    except ValidationError as error:
        from podlint.setting_faults import config_error

        raise config_error(error, rule.options, ("options", rule.name)) from error
