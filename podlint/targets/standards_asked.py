"""Which Pod Security Standards are asked of a Pod, and by whom.

The labels of its Namespace say so, if that is in the unit; else the configuration; else podlint
asks for baseline, which is right for all Pods but those that are there for their node: of these
nothing is asked by default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Literal

from podlint.document import Place
from podlint.document.field_path import value_at
from podlint.models.workloads import ON_EACH_NODE, PodTarget
from podlint.pss import Standard
from podlint.pss.labels import PREFIX, Mode, policy_of
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen

DEFAULT = Standard("baseline")
_KUBELET = "/var/lib/kubelet"

_MODES: tuple[Mode, ...] = ("enforce", "warn", "audit")
"""The modes, from the one that hurts most."""
_WORDS = {
    "enforce": "enforced in",
    "warn": "warned of in",
    "audit": "audited in",
    "command line": "as asked",
    "configuration": "as configured",
    "default": "the default",
}


class AskedStandard(Frozen):
    """A standard that is asked of a Pod.

    Attributes:
        standard: The standard.
        mode: What happens to a Pod that violates it, as the label of its Namespace says; or whose
            demand it is, where no label decides: the user's, the configuration's, or podlint's own.
        namespace: The Namespace whose label asks for it.
        label: Where that label is written.
        lenient: podlint's own demand, in which what does the work of a node is spared.
    """

    standard: Standard
    mode: Mode | Literal["command line", "configuration", "default"]
    namespace: str | None = None
    label: Place | None = None
    lenient: bool = False

    @property
    def is_enforced(self) -> bool:
        """Whether the API server refuses a Pod that violates the standard."""
        return self.mode == "enforce"

    def reason(self, pod: PodTarget) -> str:
        """Standard, version and mode in words, and what becomes of the Pod."""
        standard = f"Pod Security {self.standard}"
        if self.namespace is None:
            return f"{standard}, {_WORDS[self.mode]}"
        where = f"{standard}, {_WORDS[self.mode]} namespace {self.namespace}"
        if self.mode != "enforce":
            return where
        refused = "the Pod is" if pod.owner.qualified_kind == "Pod" else "its Pods are"
        return f"{where}: {refused} refused"


class PodSecuritySetting(Frozen):
    """What is configured for a Pod.

    Attributes:
        standard: What to hold the Pod to; None where nothing is configured.
        over_labels: It goes before the labels of Namespaces, too: the command line says so.
        serving_nodes: The default holds for Pods that are there for their node, too.
        exempt_namespaces: Names of namespaces in which nothing is asked of Pods.
        exempt_runtime_classes: Names of runtime classes with which nothing is asked of Pods.
    """

    standard: Standard | None = None
    over_labels: bool = False
    serving_nodes: bool = False
    exempt_namespaces: frozenset[str] = frozenset()
    exempt_runtime_classes: frozenset[str] = frozenset()

    def exempts(self, pod: PodTarget, namespace: str | None) -> bool:
        """Whether nothing is asked of the Pod; names are exact, as for the API server."""
        return (
            namespace in self.exempt_namespaces
            or pod.spec.runtime_class_name in self.exempt_runtime_classes
        )


NOTHING_SET = PodSecuritySetting()


class StandardsAsked(Frozen):
    """What the Namespaces of a unit ask of their Pods.

    Attributes:
        by_namespace: By the names of those Namespaces whose labels name a level; the strictest
            consequence first. Empty where they ask for nothing, which is to be privileged.
        namespace: The namespace that all Pods of the unit are put into, whatever theirs say.
        fragments: Where objects are that something else completes.
    """

    by_namespace: Mapping[str, tuple[AskedStandard, ...]]
    namespace: str | None = None
    fragments: frozenset[Place] = frozenset()

    @classmethod
    def of(cls, objects: ObjectSet) -> StandardsAsked:
        """The demands of the Namespaces in a unit.

        A Namespace that is written in several places, as a base and its patch, has the labels of
        all, those of the later ones before those of the earlier ones.
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
        """What is asked of a Pod; nothing if it is exempt or may be privileged."""
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
        fragment = pod.owner.at in self.fragments
        if _serves_its_node(pod, fragment) and not setting.serving_nodes:
            return ()
        return _asking(AskedStandard(DEFAULT, "default", lenient=not setting.serving_nodes))


def _serves_its_node(pod: PodTarget, fragment: bool) -> bool:
    """Whether a Pod is an agent of its node or a plug-in of the kubelet.

    Such Pods need what baseline refuses; they run in namespaces that are labelled for them.
    """
    spec = pod.spec
    paths = [volume.host_path.path or "" for volume in spec.volumes if volume.host_path]
    if any(PurePosixPath(path).is_relative_to(_KUBELET) for path in paths):
        return True
    if pod.owner.qualified_kind not in ON_EACH_NODE:
        return False
    enters = paths or spec.host_network or spec.host_pid or spec.host_ipc
    # What a patch leaves out, the DaemonSet that it is for may well have.
    return bool(enters) or fragment


def _asking(demand: AskedStandard) -> tuple[AskedStandard, ...]:
    return (demand,) if demand.standard.rank else ()


def _demands(namespace: str, labels: Mapping[str, Place]) -> Iterator[AskedStandard]:
    """The demands of labels, which are given with their places; each standard once."""
    values = {key: str(value_at(place.document.data, place.path)) for key, place in labels.items()}
    policy = policy_of(values)
    asked = set()
    for mode in _MODES:
        standard = policy.standard(mode)
        if standard.rank and standard not in asked:
            asked.add(standard)
            # Without a label of its own, `warn` follows `enforce`.
            label = labels.get(f"{PREFIX}{mode}") or labels.get(f"{PREFIX}enforce")
            yield AskedStandard(standard, mode, namespace, label)
