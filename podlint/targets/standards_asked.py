"""Which Pod Security Standards apply to a Pod, and what sets them.

The labels of its Namespace set them, if the Namespace is in the unit. Otherwise the configuration
does. Otherwise the default is baseline, which suits all Pods except node agents. By default, no
standard applies to node agents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from podlint.document import Place
from podlint.document.field_path import value_at
from podlint.models.workloads import ON_EACH_NODE, PodTarget
from podlint.pods.node_agents import plugs_into_kubelet
from podlint.pss import Standard
from podlint.pss.labels import PREFIX, Mode, policy_of
from podlint.pss.version import NEWEST, is_future
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen

DEFAULT = Standard("baseline")

_MODES: tuple[Mode, ...] = ("enforce", "warn", "audit")
"""The modes, starting with the one with the worst consequence."""
_WORDS = {
    "enforce": "Namespace `{}` enforces Pod Security `{}`",
    "warn": "Namespace `{}` warns about violations of Pod Security `{}`",
    "audit": "Namespace `{}` records violations of Pod Security `{}` in the audit log",
}
_SET_BY = {
    "command line": "the command line sets",
    "configuration": "the configuration sets",
    "default": "podlint checks by default",
}


class AskedStandard(Frozen):
    """A standard that applies to a Pod.

    Attributes:
        standard: The standard.
        mode: The mode of the Namespace's label, or what sets the standard if no label does: the
            command line, the configuration, or the default.
        namespace: The Namespace whose label sets it.
        label: The place of the label.
        lenient: The standard is podlint's default, with exceptions for node agents.
    """

    standard: Standard
    mode: Mode | Literal["command line", "configuration", "default"]
    namespace: str | None = None
    label: Place | None = None
    lenient: bool = False

    @property
    def is_enforced(self) -> bool:
        """Whether the API server rejects a Pod that violates the standard."""
        return self.mode == "enforce"

    def reason(self, pod: PodTarget) -> str:
        """The standard, what sets it and the consequence, as a sentence without a final stop."""
        if self.namespace is None:
            violated = f"The Pod violates the Pod Security level `{self.standard}`"
            return f"{violated}, which {_SET_BY[self.mode]}"
        meant = f" (checked as {NEWEST})" if is_future(self.standard.version) else ""
        said = _WORDS[self.mode].format(self.namespace, f"{self.standard}{meant}")
        if self.mode != "enforce":
            return said
        rejected = "the Pod" if pod.owner.qualified_kind == "Pod" else "its Pods"
        return f"{said}: the API server rejects {rejected}"


class PodSecuritySetting(Frozen):
    """The configuration for a Pod.

    Attributes:
        standard: The standard for the Pod; None if none is configured.
        over_labels: The standard also overrides the labels of Namespaces, because it is from the
            command line.
        serving_nodes: The default also applies to node agents.
        exempt_namespaces: Names of namespaces without any standard.
        exempt_runtime_classes: Names of runtime classes without any standard.
    """

    standard: Standard | None = None
    over_labels: bool = False
    serving_nodes: bool = False
    exempt_namespaces: frozenset[str] = frozenset()
    exempt_runtime_classes: frozenset[str] = frozenset()

    def exempts(self, pod: PodTarget, namespace: str | None) -> bool:
        """Whether the Pod is exempt. Names are compared exactly, as in the API server."""
        return (
            namespace in self.exempt_namespaces
            or pod.spec.runtime_class_name in self.exempt_runtime_classes
        )


NOTHING_SET = PodSecuritySetting()


class StandardsAsked(Frozen):
    """The standards that the Namespaces of a unit set for their Pods.

    Attributes:
        by_namespace: The standards by the name of the Namespace, if its labels set a level. The one
            with the worst consequence is first. Empty if all levels are privileged.
        namespace: The namespace that overrides the namespace of all Pods in the unit.
        fragments: The places of incomplete objects.
    """

    by_namespace: Mapping[str, tuple[AskedStandard, ...]]
    namespace: str | None = None
    fragments: frozenset[Place] = frozenset()

    @classmethod
    def of(cls, objects: ObjectSet) -> StandardsAsked:
        """The standards of the Namespaces in a unit.

        A Namespace in several places, such as a base and its patch, has the labels of all of them.
        Later labels override earlier ones.
        """
        labels: dict[str, dict[str, Place]] = {}
        for namespace in objects.named("Namespace"):
            if namespace.metadata and namespace.metadata.name:
                known = labels.setdefault(namespace.metadata.name, {})
                for key in namespace.metadata.labels:
                    known[key] = namespace.metadata.at / "labels" / key
        return cls(
            {
                name: tuple(_demands(name, places))
                for name, places in labels.items()
                if any(f"{PREFIX}{mode}" in places for mode in _MODES)
            },
            objects.namespace,
            objects.fragments,
        )

    def on(
        self, pod: PodTarget, setting: PodSecuritySetting = NOTHING_SET
    ) -> tuple[AskedStandard, ...]:
        """The standards that apply to a Pod; none if it is exempt or can be privileged."""
        namespace = self.namespace or pod.owner.namespace
        if setting.exempts(pod, namespace):
            return ()
        if setting.standard and setting.over_labels:
            return _asking(AskedStandard(setting.standard, "command line"))
        labelled = self.by_namespace.get(namespace or "")
        if labelled is not None:
            return labelled
        if setting.standard:
            return _asking(AskedStandard(setting.standard, "configuration"))
        if pod.owner.at in self.fragments and pod.owner.qualified_kind in ON_EACH_NODE:
            # Whether it is a node agent, and in which namespace, says the DaemonSet that it is a
            # part of.
            return ()
        if _serves_its_node(pod) and not setting.serving_nodes:
            return ()
        return _asking(AskedStandard(DEFAULT, "default", lenient=not setting.serving_nodes))


def _serves_its_node(pod: PodTarget) -> bool:
    """Whether a Pod is an agent of its node or a plugin of the kubelet.

    Such Pods need privileges that baseline forbids. They run in namespaces whose labels allow
    these privileges.
    """
    spec = pod.spec
    if plugs_into_kubelet(pod):
        return True
    if pod.owner.qualified_kind not in ON_EACH_NODE:
        return False
    enters = spec.host_network or spec.host_pid or spec.host_ipc
    return bool(enters) or any(volume.host_path for volume in spec.volumes)


def _asking(demand: AskedStandard) -> tuple[AskedStandard, ...]:
    return (demand,) if demand.standard.rank else ()


def _demands(namespace: str, labels: Mapping[str, Place]) -> Iterator[AskedStandard]:
    """The standards that labels set, each once.

    Args:
        namespace: The name of the Namespace.
        labels: The places of its labels, by key.
    """
    values = {key: str(value_at(place.document.data, place.path)) for key, place in labels.items()}
    policy = policy_of(values)
    asked = set()
    for mode in _MODES:
        standard = policy.standard(mode)
        if standard.rank and standard not in asked:
            asked.add(standard)
            # If `warn` has no label, it follows `enforce`.
            label = labels.get(f"{PREFIX}{mode}") or labels.get(f"{PREFIX}enforce")
            yield AskedStandard(standard, mode, namespace, label)
