"""The rules that a configuration chooses, ready to run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError

from podlint.config import Config, ConfigError, config_error
from podlint.finding import Problem, Severity
from podlint.rule import Rule
from podlint.suppress import matches


@dataclass(frozen=True, slots=True)
class ChosenRule:
    """A rule with the severity and options it runs with.

    Attributes:
        rule: The rule.
        severity: What its findings weigh.
        options: The values of its options, or None if it has none.
        shown: False for a rule that the profile leaves out: its findings are only counted.
    """

    rule: Rule
    severity: Severity
    options: BaseModel | None
    shown: bool

    def problems(self, target: object) -> Iterable[Problem]:
        """What the rule finds in one target."""
        if self.options is None:
            return self.rule.check(target)
        return self.rule.check(target, self.options)


@dataclass(frozen=True, slots=True)
class Ruleset:
    """What runs.

    Attributes:
        chosen: The rules to run, ordered by name.
        known: All rules there are.
    """

    chosen: tuple[ChosenRule, ...]
    known: tuple[Rule, ...]

    @property
    def shown(self) -> tuple[Rule, ...]:
        """The rules whose findings are kept."""
        return tuple(each.rule for each in self.chosen if each.shown)


def choose(rules: Sequence[Rule], config: Config) -> Ruleset:
    """The rules that a configuration asks for.

    ``select`` replaces the profile; ``extend-select`` adds to either, whatever the profile;
    ``ignore`` takes away. Rules in preview need ``preview``, or to be named in full.

    Raises:
        ConfigError: A name is no rule's, or a rule's options are not as it takes them.
    """
    _refuse_unknown_names(rules, config)
    chosen = []
    for rule in rules:
        shown = _is_shown(rule, config)
        if shown or _is_counted(rule, config):
            severity = config.severity.get(rule.name, rule.severity)
            chosen.append(ChosenRule(rule, severity, _options_of(rule, config), shown))
    return Ruleset(tuple(chosen), tuple(rules))


def _is_shown(rule: Rule, config: Config) -> bool:
    if _named(rule, config.ignore):
        return False
    asked = (*config.select, *config.extend_select)
    if rule.name in asked:
        return True
    if not _is_available(rule, config):
        return False
    if _named(rule, asked):
        return True
    return not config.select and rule.profile.rank <= config.profile.rank


def _is_counted(rule: Rule, config: Config) -> bool:
    return not config.select and not _named(rule, config.ignore) and _is_available(rule, config)


def _is_available(rule: Rule, config: Config) -> bool:
    if rule.preview and not config.preview:
        return False
    return config.ruleset is None or _version(rule.since) <= _version(config.ruleset)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))[:2]


def _named(rule: Rule, patterns: Iterable[str]) -> bool:
    return any(matches(pattern, rule) for pattern in patterns)


def _options_of(rule: Rule, config: Config) -> BaseModel | None:
    if rule.options is None:
        return None
    try:
        return rule.options.model_validate(config.options.get(rule.name, {}))
    except ValidationError as error:
        known = tuple(info.alias or name for name, info in rule.options.model_fields.items())
        raise config_error(error, known, ("options", rule.name)) from error


def _refuse_unknown_names(rules: Sequence[Rule], config: Config) -> None:
    settings = {
        "select": config.select,
        "extend-select": config.extend_select,
        "ignore": config.ignore,
    }
    for setting, names in settings.items():
        for index, name in enumerate(names):
            if not any(matches(name, rule) for rule in rules):
                raise _unknown(name, rules, (setting, index))
    with_options = [rule.name for rule in rules if rule.options]
    for name in config.severity:
        if all(rule.name != name for rule in rules):
            raise _unknown(name, rules, ("severity", name))
    for name in config.options:
        if name not in with_options:
            message = f"{name} takes no options; these do: {', '.join(with_options) or 'none'}"
            raise ConfigError(message, ("options", name))


def _unknown(name: str, rules: Sequence[Rule], path: tuple[str | int, ...]) -> ConfigError:
    close = get_close_matches(
        name, [known for rule in rules for known in (rule.name, rule.subject + "/*")]
    )
    hint = f"did you mean {close[0]}?" if close else "`podlint rules` lists them"
    return ConfigError(f"no rule is called {name}; {hint}", path)
