"""The rules that a configuration chooses for each part of a project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from podlint.config import Config, ConfigError
from podlint.demand import Setting
from podlint.finding import Profile, Severity
from podlint.pss import Standard
from podlint.rule import Rule
from podlint.ruleset import ChosenRule, Ruleset, options_of
from podlint.section import Section
from podlint.shortening import shortened
from podlint.suppress import matches


class Rulebook:
    """The rules of a run, chosen for each part of a project that the settings tell apart."""

    def __init__(self, rules: Sequence[Rule], config: Config, count_not_shown: bool = True) -> None:
        """Take the rules to choose from.

        Args:
            rules: The rules.
            config: The settings.
            count_not_shown: Run rules that the profile leaves out, too: to count what they find.

        Raises:
            ConfigError: A setting names a rule that does not exist, or options that it lacks.
        """
        self.rules = tuple(rules)
        self.config = config
        self._count_not_shown = count_not_shown
        self._rulesets: dict[tuple[int, ...], Ruleset] = {}
        for root, section in _sections(config):
            _refuse_unknown_names(self.rules, section, root)

    def ruleset(self, path: str, namespace: str | None, static: bool = False) -> Ruleset:
        """What runs on an object of a file, or on the file itself where `namespace` is None.

        Args:
            path: The file.
            namespace: The object's namespace.
            static: The file holds a static Pod.
        """
        layers = self.config.layers(path, namespace, static)
        key = tuple(map(id, layers))
        if key not in self._rulesets:
            self._rulesets[key] = choose(self.rules, self.config, layers, self._count_not_shown)
        return self._rulesets[key]


def choose(
    rules: Sequence[Rule],
    config: Config,
    layers: Sequence[Section] = (),
    count_not_shown: bool = True,
) -> Ruleset:
    """The rules that a configuration asks for.

    In a layer, ``select`` replaces the profile; ``extend-select`` adds to either, whatever the
    profile; ``ignore`` takes away. A layer goes before those ahead of it. Rules in preview need
    ``preview``, or to be named in full.

    Args:
        rules: The rules to choose from.
        config: The configuration.
        layers: Those of its layers that hold here; those for the whole project if empty.
        count_not_shown: Choose rules that the profile leaves out, too, as not shown.

    Raises:
        ConfigError: A rule's options are not as it takes them.
    """
    layers = tuple(layers) or config.layers("", None)
    chosen = []
    by_target: dict[str, list[ChosenRule]] = defaultdict(list)
    for rule in rules:
        available = _is_available(rule, config)
        shown = _is_shown(rule, layers, available)
        if shown or (count_not_shown and available and _is_counted(rule, layers)):
            one = ChosenRule(rule, _severity_of(rule, layers), _given(rule, layers), shown)
            chosen.append(one)
            by_target[rule.target_name].append(one)
    targets = {target: tuple(them) for target, them in by_target.items()}
    return Ruleset(tuple(chosen), tuple(rules), layers, _pod_security(config, layers), targets)


def _pod_security(config: Config, layers: Sequence[Section]) -> Setting:
    named = [each.pod_security for each in layers if each.pod_security]
    exempt = config.pod_security_exemptions
    return Setting(
        standard=Standard.parse(named[-1]) if named else None,
        over_labels=config.overrides.pod_security is not None,
        serving_nodes=_profile(layers) is Profile.STRICT or any(each.select for each in layers),
        exempt_namespaces=frozenset(exempt.namespaces),
        exempt_runtime_classes=frozenset(exempt.runtime_classes),
    )


def _profile(layers: Sequence[Section]) -> Profile | None:
    return next((each.profile for each in reversed(layers) if each.profile), None)


def _is_shown(rule: Rule, layers: Sequence[Section], available: bool) -> bool:
    shown = False
    for layer in layers:
        if layer.select:
            shown = _is_asked(rule, layer.select, available)
        elif layer.profile:
            shown = available and rule.profile.rank <= layer.profile.rank
        shown = shown or _is_asked(rule, layer.extend_select, available)
        shown = shown and not _named(rule, layer.ignore)
    return shown


def _is_asked(rule: Rule, patterns: Sequence[str], available: bool) -> bool:
    return rule.name in patterns or (available and _named(rule, patterns))


def _is_counted(rule: Rule, layers: Sequence[Section]) -> bool:
    """Whether one may want to hear of the rule's findings, although they are not shown."""
    return not any(each.select or _named(rule, each.ignore) for each in layers)


def _is_available(rule: Rule, config: Config) -> bool:
    if rule.preview and not config.preview:
        return False
    return config.ruleset is None or _version(rule.since) <= _version(config.ruleset)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))[:2]


def _named(rule: Rule, patterns: Collection[str]) -> bool:
    return bool(patterns) and any(matches(pattern, rule) for pattern in patterns)


def _severity_of(rule: Rule, layers: Sequence[Section]) -> Severity:
    """The severity of the last layer that has one: of names before patterns, and of the last."""
    for layer in reversed(layers):
        if rule.name in layer.severity:
            return layer.severity[rule.name]
        named = [name for name in layer.severity if matches(name, rule)]
        exact = [name for name in named if _WILD.isdisjoint(name)]
        if named:
            return layer.severity[(exact or named)[-1]]
    return rule.severity


_WILD = frozenset("*?[")
_LONGEST_NAME = 200


def _given(rule: Rule, layers: Sequence[Section]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for layer in layers:
        if layer.options:
            given |= layer.options.get(rule.name, {})
    return given


def _sections(config: Config) -> Iterator[tuple[tuple[str, ...], Section]]:
    """All that a configuration holds, each with the path of its setting."""
    yield (), config
    for pattern, section in config.paths.items():
        yield ("paths", pattern), section
    for pattern, section in config.namespaces.items():
        yield ("namespaces", pattern), section
    yield (), config.overrides


def _refuse_unknown_names(rules: Sequence[Rule], section: Section, root: tuple[str, ...]) -> None:
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
        if not any(matches(name, rule) for rule in rules):
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


def _unknown(name: str, rules: Sequence[Rule], path: tuple[str | int, ...]) -> ConfigError:
    from podlint.setting_faults import did_you_mean
    from podlint.similar_names import not_a_name, similar_to

    if found := similar_to(name, rules):
        return ConfigError(not_a_name(name, found), path)
    known = {name for rule in rules for name in (rule.name, rule.subject + "/*")}
    hint = did_you_mean(name, sorted(known)) or "`podlint rules` lists them"
    return ConfigError(f"no rule is called {shortened(name, _LONGEST_NAME)}; {hint}", path)
