"""Replicas that must run together and must not run together."""

from __future__ import annotations

from podlint.authoring import ObjectSet, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.relations.scaling import scale_of
from podlint.scheduling.pod_terms import PodTerm, covers, pod_terms, selects_itself

_SCALED = frozenset(("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"))


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "one replica runs and the other replicas stay Pending; the event `FailedScheduling` with "
        "`didn't match pod anti-affinity rules`"
    ),
    asks_for=("podAntiAffinity",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 2
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              affinity:
                podAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: topology.kubernetes.io/zone
                      labelSelector:
                        matchLabels: {app: web}
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: topology.kubernetes.io/zone  # finding
                      #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          replicas: 2
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, tier: front}
            spec:
              affinity:
                podAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: topology.kubernetes.io/zone
                      labelSelector:
                        matchLabels: {app: web}
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: web}
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: web, tier: front}
                  preferredDuringSchedulingIgnoredDuringExecution:
                    - weight: 1
                      podAffinityTerm:
                        topologyKey: topology.kubernetes.io/zone
                        labelSelector:
                          matchLabels: {app: web}
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: single
        spec:
          selector:
            matchLabels: {app: single}
          template:
            metadata:
              labels: {app: single}
            spec:
              affinity:
                podAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: single}
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: single}
              containers:
                - name: app
                  image: app:1.4
        """,
)
def affinity_against_itself(objects: ObjectSet) -> Problems:
    """The replicas of a workload must run near each other, and must also avoid each other.

    The first Pod runs, because no other Pod exists yet. For every other Pod, the affinity requires
    a node (or another topology domain) that already has a Pod of the workload. The anti-affinity
    requires a node that has no Pod of the workload. No node meets both requirements. podlint
    reports required terms with the same `topologyKey` whose selectors match the Pod itself.

    Remove one of the two terms, or use another `topologyKey` in one term.
    """
    for pod in objects.whole_pods():
        if pod.owner.qualified_kind not in _SCALED:
            continue
        terms = [
            each for each in pod_terms(pod) if each.required and selects_itself(each.term, pod)
        ]
        pairs = ((near, far) for near in terms if near.near for far in terms if not far.near)
        clash = next((pair for pair in pairs if _clash(*pair)), None)
        count = scale_of(pod.owner, objects).least if clash else 0
        if clash and count > 1:
            yield _problem(pod, *clash)


def _clash(near: PodTerm, far: PodTerm) -> bool:
    """Whether each domain with Pods of one term has Pods of the other."""
    one, other = near.term, far.term
    if one.topology_key != other.topology_key or one.namespaces != other.namespaces:
        return False
    if one.namespace_selector != other.namespace_selector or other.match_label_keys:
        return False
    selectors = one.label_selector, other.label_selector
    return bool(selectors[0] and selectors[1] and covers(selectors[1], selectors[0]))


def _problem(pod: PodTarget, near: PodTerm, far: PodTerm) -> Problem:
    key = shortened(far.term.topology_key or "", 40)
    return Problem(
        f"replicas must run on the same `{key}`, but anti-affinity forbids it",
        at=far.term.at / "topologyKey",
        related=(Related("the affinity", near.term.at / "topologyKey"),),
        why="The first replica runs, and all other replicas stay Pending.",
        help="Remove one of the terms, or use another `topologyKey` in one term.",
    )
