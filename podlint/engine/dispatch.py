"""Finds the rules that visit a target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from podlint.config.config import Config
from podlint.config.layers import layers_at, leaves_out
from podlint.config.section import Section
from podlint.engine.choice import Choice
from podlint.engine.chooser import Chooser
from podlint.engine.unknown_names import refuse_unknown_names
from podlint.finding.severity import Profile
from podlint.pss import Standard
from podlint.rule.index import ListedRule
from podlint.rule.names import NamesOfRules
from podlint.rule.rule import type_name
from podlint.scheduling.node_groups import NO_NODES, Nodes
from podlint.startup.frozen import Frozen
from podlint.targets.standards_asked import PodSecuritySetting
from podlint.validation.cluster import Cluster

_MOST_REMEMBERED = 10_000
"""The limit of the memo, which would otherwise grow forever in a long-lived process."""


class Dispatch(Frozen, eq=False):
    """The rules that run in some part of a project, by the types that they visit.

    Attributes:
        choices: The rules, ordered by name.
        pod_security: The settings for Pod Security there.
        cluster: The API server to which the objects there are submitted.
        nodes: The nodes of the settings.
    """

    choices: tuple[Choice, ...]
    pod_security: PodSecuritySetting
    cluster: Cluster
    nodes: Nodes = NO_NODES

    def visitors(
        self, target: type, fragment: bool = False, present: frozenset[str] | None = None
    ) -> tuple[Choice, ...]:
        """The rules that visit values of a type or of one of its base classes, in order.

        Args:
            target: The type.
            fragment: Return only rules that can judge a fragment.
            present: The result of `relevant` for the target; return only rules that ask for one of
                these names, or for none.
        """
        key = (target, fragment, present)
        found = self._memo.get(key)
        if found is None:
            found = tuple(self._matching(target, fragment, present))
            if len(self._memo) >= _MOST_REMEMBERED:
                self._memo.clear()
            self._memo[key] = found
        return found

    def relevant(self, present: Iterable[str]) -> frozenset[str]:
        """Those of the names that are written somewhere for which some rule asks."""
        return self._asked_for.intersection(present)

    def called(self, name: str) -> Choice | None:
        """The rule with a name, if it runs."""
        return self._by_name.get(name)

    def visits(self, target: type, present: frozenset[str] | None = None) -> bool:
        """Whether any rule visits values of this type."""
        return bool(self.visitors(target, False, present))

    def _matching(
        self, target: type, fragment: bool, present: frozenset[str] | None
    ) -> list[Choice]:
        return [
            choice
            for kind in target.__mro__
            for choice in self._by_target.get(type_name(kind), ())
            if (not fragment or choice.rule.fragments)
            and (
                present is None
                or not choice.rule.asks_for
                or not present.isdisjoint(choice.rule.asks_for)
            )
        ]

    @cached_property
    def _memo(self) -> dict[tuple[type, bool, frozenset[str] | None], tuple[Choice, ...]]:
        return {}

    @cached_property
    def _asked_for(self) -> frozenset[str]:
        return frozenset(name for each in self.choices for name in each.rule.asks_for)

    @cached_property
    def _by_target(self) -> Mapping[str, list[Choice]]:
        found: dict[str, list[Choice]] = defaultdict(list)
        for each in self.choices:
            found[each.rule.target_name].append(each)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, Choice]:
        return {each.rule.name: each for each in self.choices}


class Dispatches:
    """The rules that run in each part of a project that has its own settings.

    Attributes:
        rules: All rules.
        config: The settings.
    """

    def __init__(self, rules: Sequence[ListedRule], config: Config) -> None:
        """Choose from these rules.

        Raises:
            ConfigError: A setting names a rule that does not exist, or an option that the rule does
                not have.
        """
        self.rules = tuple(rules)
        self.config = config
        self._known: dict[tuple[int, ...], Dispatch] = {}
        refuse_unknown_names(self.rules, config)
        self._chooser = Chooser(self.rules, config)

    @cached_property
    def names(self) -> NamesOfRules:
        """The names of all rules."""
        return NamesOfRules(self.rules)

    @cached_property
    def _nodes(self) -> Nodes:
        return self.config.known_nodes

    def at(
        self, path: str, namespace: str | None, static: bool = False, build: str | None = None
    ) -> Dispatch:
        """The rules for an object in a file, or for the file itself if `namespace` is None.

        Args:
            path: The file.
            namespace: The object's namespace.
            static: The file has a static Pod.
            build: What builds the object; None for the object in the file.
        """
        layers = layers_at(self.config, path, namespace, static, build)
        left_out = leaves_out(self.config, path, namespace, build)
        key = (static, left_out, *map(id, layers))
        if key not in self._known:
            chosen = () if left_out else self._chooser.choices(layers, static)
            self._known[key] = Dispatch(
                chosen,
                _pod_security(self.config, layers),
                _cluster(self.config, layers),
                self._nodes,
            )
        return self._known[key]


def _cluster(config: Config, layers: Sequence[Section]) -> Cluster:
    named = [each.kubernetes_version for each in layers if each.kubernetes_version]
    return config.cluster.of(named[-1] if named else None)


def _pod_security(config: Config, layers: Sequence[Section]) -> PodSecuritySetting:
    named = [each.pod_security for each in layers if each.pod_security]
    profile = next((each.profile for each in reversed(layers) if each.profile), None)
    exempt = config.pod_security_exemptions
    return PodSecuritySetting(
        standard=Standard.parse(named[-1]) if named else None,
        over_labels=config.overrides.pod_security is not None,
        serving_nodes=profile is Profile.STRICT or any(each.select for each in layers),
        exempt_namespaces=frozenset(exempt.namespaces),
        exempt_runtime_classes=frozenset(exempt.runtime_classes),
    )
