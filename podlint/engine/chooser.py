"""Chooses the rules for each part of a project by its settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from podlint.config.config import Config
from podlint.config.section import Section
from podlint.engine.choice import Choice, options_for
from podlint.finding.severity import Profile, Severity
from podlint.rule.index import ListedRule
from podlint.rule.rule import WILD

__all__ = ["Chooser"]

_LEAST_SHOWN = {
    Profile.MINIMAL: Severity.ERROR,
    Profile.RECOMMENDED: Severity.WARNING,
    Profile.STRICT: Severity.INFO,
}


class _Standing(NamedTuple):
    """The settings of a rule after some layers of settings.

    Attributes:
        least: The lowest severity of its problems to show; None if the rule does not run.
        severity: The severity of its findings; None if the settings leave it to the rule.
        given: Its options.
    """

    least: Severity | None = None
    severity: Severity | None = None
    given: Mapping[str, Any] = {}


class Chooser:
    """Chooses rules. The settings of a part cost time only for the rules that they change.

    In a layer, ``select`` replaces the profile, ``extend-select`` adds rules, and ``ignore``
    removes rules. A later layer overrides earlier ones. A rule in preview runs only with
    ``preview``, or if the settings give its full name. A rule runs if the profile shows the most
    severe of its problems.
    """

    def __init__(self, rules: Sequence[ListedRule], config: Config) -> None:
        """Choose from these rules, with the settings of the project."""
        self._rules = tuple(rules)
        self._at_most = [_at_most(rule, config) for rule in rules]
        self._available = frozenset(
            index for index, rule in enumerate(rules) if _is_available(rule, config)
        )
        self._names = {rule.name for rule in rules}
        self._called: dict[str, frozenset[int]] = {}
        self._after: dict[tuple[int, ...], tuple[_Standing, ...]] = {
            (): (_Standing(),) * len(self._rules)
        }
        self._choices: dict[tuple[int, int], Choice] = {}

    def choices(self, layers: Sequence[Section], static: bool = False) -> tuple[Choice, ...]:
        """The rules that run under some settings, in the order of the rules.

        Args:
            layers: The layers of the settings; a later one overrides an earlier one.
            static: The file has a static Pod; return only rules that apply to static Pods.
        """
        return tuple(
            self._choice(index, standing)
            for index, standing in enumerate(self._standings(layers))
            if standing.least is not None and (not static or self._rules[index].static_pods)
        )

    def _choice(self, index: int, standing: _Standing) -> Choice:
        key = (index, id(standing))
        if key not in self._choices:
            least, severity, given = standing
            assert least is not None
            rule, at_most = self._rules[index], self._at_most[index]
            self._choices[key] = Choice(rule, severity, given, least, at_most)
        return self._choices[key]

    def _standings(self, layers: Sequence[Section]) -> tuple[_Standing, ...]:
        """The settings of every rule after some layers, which live as long as the settings do."""
        key = tuple(map(id, layers))
        if key not in self._after:
            *earlier, last = layers
            self._after[key] = self._after_layer(self._standings(earlier), last)
        return self._after[key]

    def _after_layer(
        self, standings: tuple[_Standing, ...], layer: Section
    ) -> tuple[_Standing, ...]:
        changed = dict[int, _Standing]()

        def change(indices: Iterable[int], **values: Any) -> None:
            for index in indices:
                changed[index] = changed.get(index, standings[index])._replace(**values)

        if layer.select:
            change(range(len(standings)), least=None)
            change(self._asked(layer.select), least=Severity.INFO)
        elif layer.profile:
            shown = _LEAST_SHOWN[layer.profile]
            change(range(len(standings)), least=None)
            change(self._weighty(shown), least=shown)
        change(self._asked(layer.extend_select), least=Severity.INFO)
        change(self._named(layer.ignore), least=None)
        for names in self._by_precision(layer.severity):
            for name in names:
                change(self._named([name]), severity=layer.severity[name])
        for names in self._by_precision(layer.options):
            for name in names:
                for index in self._named([name]):
                    given = options_for(self._rules[index], name, layer.options[name])
                    if given:
                        standing = changed.get(index, standings[index])
                        changed[index] = standing._replace(given={**standing.given, **given})
        if not changed:
            return standings
        return tuple(changed.get(index, each) for index, each in enumerate(standings))

    def _weighty(self, shown: Severity) -> Iterator[int]:
        """The rules that can have a problem with this severity or above."""
        return (index for index in self._available if self._at_most[index].rank >= shown.rank)

    def _asked(self, patterns: Sequence[str]) -> frozenset[int]:
        """The rules that run because of names or patterns; rules in preview need their full
        name.
        """
        return frozenset(
            index
            for index in self._named(patterns)
            if index in self._available or self._rules[index].name in patterns
        )

    def _named(self, patterns: Iterable[str]) -> frozenset[int]:
        return frozenset().union(*map(self._of_pattern, patterns))

    def _of_pattern(self, pattern: str) -> frozenset[int]:
        if pattern not in self._called:
            self._called[pattern] = frozenset(
                index for index, rule in enumerate(self._rules) if rule.is_called(pattern)
            )
        return self._called[pattern]

    def _by_precision(self, names: Iterable[str]) -> Iterator[list[str]]:
        """Groups of names, of which a later one overrides an earlier one: patterns, aliases,
        names.
        """
        names = list(names)
        known = self._names
        yield [name for name in names if not WILD.isdisjoint(name)]
        yield [name for name in names if WILD.isdisjoint(name) and name not in known]
        yield [name for name in names if name in known]


def _at_most(rule: ListedRule, config: Config) -> Severity:
    """The highest severity of the rule's problems, in the version that the settings ask for."""
    if config.ruleset_version is not None:
        wanted = _version(config.ruleset_version)
        for version, severity in rule.earlier:
            if wanted <= _version(version):
                return severity
    return rule.at_most


def _is_available(rule: ListedRule, config: Config) -> bool:
    if rule.preview and not config.preview:
        return False
    return config.ruleset_version is None or _version(rule.since) <= _version(
        config.ruleset_version
    )


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))[:2]
