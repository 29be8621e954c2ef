"""A misspelled well-known node label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.authoring import Fix, PodTarget, Problem, Problems, Rename, SetValue, Severity, rule
from podlint.models.guess import nearest

if TYPE_CHECKING:
    from podlint.document import Place

_OF_RANCHER = "node-role.kubernetes.io/controlplane"
"""A node label of Rancher Kubernetes Engine, first version."""

_KNOWN = (
    "kubernetes.io/arch",
    "kubernetes.io/hostname",
    "kubernetes.io/os",
    "node.kubernetes.io/instance-type",
    "node.kubernetes.io/windows-build",
    "node-role.kubernetes.io/control-plane",
    "node-role.kubernetes.io/master",
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    aliases=("misspelt-node-label",),
    symptom=(
        "Pending; the event `FailedScheduling` with `node(s) didn't match Pod's node "
        "affinity/selector` or `missing required label`; if only preferences use the label, all "
        "Pods can be on one node"
    ),
    asks_for=("nodeSelector", "topologyKey", "nodeAffinity"),
    fragments=True,
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              nodeSelector:
                kubernetes.io/so: linux  # finding
              # ^^^^^^^^^^^^^^^^
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zones  # finding
                  #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector:
                    matchLabels: {app: web}
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions:
                          - {key: kubernetes.io/archs, operator: In, values: [amd64]}  # finding
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostnme  # finding
                      labelSelector:
                        matchLabels: {app: web}
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              nodeSelector:
                kubernetes.io/os: linux
                beta.kubernetes.io/arch: amd64
                node-role.kubernetes.io/worker: ""
                node-role.kubernetes.io/controlplane: "true"
                failure-domain.beta.kubernetes.io/zone: a
                kubernetes.azure.com/os: linux
                kubernetes.io/role: master
                example.com/zone: a
                disk: ssd
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector:
                    matchLabels: {app: web}
              containers:
                - name: app
                  image: app:1.4
        """,
    fixed="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              nodeSelector:
                kubernetes.io/os: linux
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector:
                    matchLabels: {app: web}
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions:
                          - {key: kubernetes.io/arch, operator: In, values: [amd64]}
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: web}
              containers:
                - name: app
                  image: app:1.4
        """,
)
def misspelled_node_label(pod: PodTarget) -> Problems:
    """A node label looks like a misspelled well-known label.

    Kubernetes sets [well-known
    labels](https://kubernetes.io/docs/reference/labels-annotations-taints/) on nodes, but none with
    the misspelled name. A required condition on such a label is never met, and a preferred
    condition has no effect. If no node has the label in `topologyKey`, Pods are not kept apart or
    spread. With `whenUnsatisfiable: DoNotSchedule`, they stay Pending. podlint does not report
    labels outside `kubernetes.io`, such as your own.

    Use the well-known label.
    """
    for key, place, is_key in _labels(pod):
        if "kubernetes.io/" not in key or key.count("/") != 1 or key in (*_KNOWN, _OF_RANCHER):
            continue
        meant = next((known for known in _KNOWN if _is_near(key, known)), None)
        if meant:
            yield Problem(
                f"node label `{key}` is probably misspelled",
                at=place,
                key=is_key,
                fix=Fix(
                    f"replace with `{meant}`",
                    (Rename(place.path, meant) if is_key else SetValue(place.path, meant),),
                    safe=False,
                ),
                why="Kubernetes does not set this label. A required condition on it is never "
                "met, and a preferred condition has no effect.",
                help=f"Write `{meant}`.",
            )


def _is_near(key: str, known: str) -> bool:
    """Whether the parts before the slash, and those after it, are each almost equal."""
    pairs = zip(key.split("/"), known.split("/"), strict=True)
    return all(one == two or nearest(one, (two,)) for one, two in pairs)


def _labels(pod: PodTarget) -> Iterator[tuple[str, Place, bool]]:
    """The node labels that a Pod uses, each with its place and whether it is a key there."""
    spec = pod.spec
    for key in spec.node_selector:
        yield key, spec.at / "nodeSelector" / key, True
    for constraint in spec.topology_spread_constraints:
        if constraint.topology_key:
            yield constraint.topology_key, constraint.at / "topologyKey", False
    for node in spec.affinity.nodes() if spec.affinity else ():
        for attribute, field in (("topology_key", "topologyKey"), ("key", "key")):
            written = getattr(node, attribute, None)
            if written and type(node).__name__ in ("PodAffinityTerm", "NodeSelectorRequirement"):
                yield written, node.at / field, False
