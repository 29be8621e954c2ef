"""Which rules the settings choose for each part of a project."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from pydantic import BaseModel, ValidationError

from podlint.config.config import Config, ConfigError
from podlint.config.section import Section
from podlint.config.settings import config_error
from podlint.document.shortening import shortened
from podlint.errors import did_you_mean
from podlint.finding.problem import Problem
from podlint.finding.severity import Profile, Severity
from podlint.rule.index import ListedRule
from podlint.rule.rule import LONGEST_NAME, type_name
from podlint.startup.frozen import Frozen

__all__ = ["Choice", "choose", "options_of", "refuse_unknown_names"]


class Choice(Frozen, eq=False):
    """A rule that runs in some part of a project, and what the settings say of it there.

    Attributes:
        rule: The rule.
        severity: What all its findings weigh; None where the settings leave that to the rule.
        given: The values of its options that are not the defaults.
        least: How severe a problem must be by the rule's own judgement for its finding to be shown:
            what the profile says, and everything where the settings name the rule.
        at_most: The greatest weight that a problem has by the rule's own judgement, in the version
            of the rules that the settings ask for.
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
        """Yields what the rule finds in one target."""
        if self.options is None:
            return self.rule.check
        return partial(_with_options, self.rule.check, self.options)

    def visits(self, target: type) -> bool:
        """Whether the rule is about values of just this type."""
        return self.rule.target_name == type_name(target)

    def shows(self, severity: Severity | None) -> bool:
        """Whether a problem is shown for which the rule says this severity, or nothing."""
        return self._judged(severity).rank >= self.least.rank

    def weigh(self, severity: Severity | None) -> Severity:
        """What the finding weighs that is made of such a problem."""
        return self.severity or self._judged(severity)

    def _judged(self, severity: Severity | None) -> Severity:
        judged = severity or self.rule.severity
        return judged if judged.rank <= self.at_most.rank else self.at_most


def _with_options(
    check: Callable[..., Iterable[Problem]], options: BaseModel, target: object
) -> Iterable[Problem]:
    return check(target, options)


def choose(
    rules: Sequence[ListedRule],
    config: Config,
    layers: Sequence[Section],
    static: bool = False,
) -> tuple[Choice, ...]:
    """The rules that run where some settings hold, in the order of `rules`.

    In a layer, ``select`` replaces the profile; ``extend-select`` adds to either; ``ignore`` takes
    away. A later layer overrides earlier ones. A rule in preview needs ``preview``, or to be named
    in full. A rule runs if the profile shows the most severe of its problems.

    Args:
        rules: The rules to choose from.
        config: The configuration.
        layers: Those of its layers that hold, the strongest last.
        static: A kubelet reads the file: only rules that have a meaning for static Pods.
    """
    found = []
    for rule in rules:
        if static and not rule.static_pods:
            continue
        at_most = _at_most(rule, config)
        least = _least_shown(rule, at_most, config, layers)
        if least is not None:
            severity, given = _severity_of(rule, layers), _given(rule, layers)
            found.append(Choice(rule, severity, given, least, at_most))
    return tuple(found)


_LEAST_SHOWN = {
    Profile.MINIMAL: Severity.ERROR,
    Profile.RECOMMENDED: Severity.WARNING,
    Profile.STRICT: Severity.INFO,
}


def _at_most(rule: ListedRule, config: Config) -> Severity:
    """The greatest weight of the rule's problems, in the version that the settings ask for."""
    if config.ruleset_version is not None:
        wanted = _version(config.ruleset_version)
        for version, severity in rule.earlier:
            if wanted <= _version(version):
                return severity
    return rule.at_most


def _least_shown(
    rule: ListedRule, at_most: Severity, config: Config, layers: Sequence[Section]
) -> Severity | None:
    """The least severity of the rule's problems that is shown; None if the rule does not run."""
    available = _is_available(rule, config)
    least: Severity | None = None
    for layer in layers:
        if layer.select:
            least = Severity.INFO if _is_asked(rule, layer.select, available) else None
        elif layer.profile:
            shown = _LEAST_SHOWN[layer.profile]
            least = shown if available and at_most.rank >= shown.rank else None
        if _is_asked(rule, layer.extend_select, available):
            least = Severity.INFO
        if _is_named(rule, layer.ignore):
            least = None
    return least


def _is_asked(rule: ListedRule, patterns: Sequence[str], available: bool) -> bool:
    return rule.name in patterns or (available and _is_named(rule, patterns))


def _is_available(rule: ListedRule, config: Config) -> bool:
    if rule.preview and not config.preview:
        return False
    return config.ruleset_version is None or _version(rule.since) <= _version(
        config.ruleset_version
    )


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))[:2]


def _is_named(rule: ListedRule, patterns: Collection[str]) -> bool:
    return bool(patterns) and any(rule.is_called(pattern) for pattern in patterns)


def _severity_of(rule: ListedRule, layers: Sequence[Section]) -> Severity | None:
    """The severity of the last layer that has one: names before patterns, then the last."""
    for layer in reversed(layers):
        if rule.name in layer.severity:
            return layer.severity[rule.name]
        named = [name for name in layer.severity if rule.is_called(name)]
        exact = [name for name in named if _WILD.isdisjoint(name)]
        if named:
            return layer.severity[(exact or named)[-1]]
    return None


_WILD = frozenset("*?[")


def _given(rule: ListedRule, layers: Sequence[Section]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for layer in layers:
        if layer.options:
            given |= layer.options.get(rule.name, {})
    return given


def options_of(rule: ListedRule, given: Mapping[str, Any]) -> BaseModel | None:
    """The values of a rule's options; None if it has none.

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
        raise config_error(error, rule.options, ("options", rule.name)) from error


def refuse_unknown_names(rules: Sequence[ListedRule], config: Config) -> None:
    """Check the names and options of rules in all settings.

    Raises:
        ConfigError: A setting names a rule that does not exist, or options that it does not have.
    """
    for root, section in _sections(config):
        _refuse_in(rules, section, root)


def _sections(config: Config) -> Iterator[tuple[tuple[str, ...], Section]]:
    """All sections of a configuration, each with the path of its setting."""
    yield (), config
    for pattern, section in config.paths.items():
        yield ("paths", pattern), section
    for pattern, section in config.namespaces.items():
        yield ("namespaces", pattern), section
    yield (), config.overrides


def _refuse_in(rules: Sequence[ListedRule], section: Section, root: tuple[str, ...]) -> None:
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
        if not any(rule.is_called(name) for rule in rules):
            raise _unknown(name, rules, (*root, *path))
    for name, options in section.options.items():
        path = (*root, "options", name)
        rule = next((rule for rule in rules if rule.name == name), None)
        if rule is None:
            raise _unknown(name, rules, path)
        if rule.options is None:
            others = ", ".join(rule.name for rule in rules if rule.options) or "none"
            raise ConfigError(f"{name} takes no options; these do: {others}", path)
        try:
            options_of(rule, options)
        except ConfigError as error:
            raise ConfigError(str(error), (*root, *error.path)) from error


def _unknown(name: str, rules: Sequence[ListedRule], path: tuple[str | int, ...]) -> ConfigError:
    from podlint.rule.similar_names import not_a_name, similar_to

    if found := similar_to(name, rules):
        return ConfigError(not_a_name(name, found), path)
    known = {name for rule in rules for name in (rule.name, rule.subject + "/*")}
    hint = did_you_mean(name, sorted(known)) or "`podlint rules` lists them"
    return ConfigError(f"no rule is called {shortened(name, LONGEST_NAME)}; {hint}", path)
