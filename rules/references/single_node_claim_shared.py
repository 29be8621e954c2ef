"""A claim for one node that Pods on several nodes share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import (
    ObjectSet,
    PersistentVolumeClaim,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import shortened
from podlint.models.workloads import ON_EACH_NODE
from podlint.relations.scaling import scale_of

if TYPE_CHECKING:
    from podlint.models.workloads import PodTarget

_SCALED = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")
_SINGLE = frozenset(("ReadWriteOnce", "ReadWriteOncePod"))
_HOST = "kubernetes.io/hostname"


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    since="0.1",
    symptom=(
        "one Pod runs, and the other Pods stay in `ContainerCreating` with `Multi-Attach "
        "error for volume` (`FailedAttachVolume`); with ReadWriteOncePod, they "
        "are Pending with the event `FailedScheduling`"
    ),
    asks_for=("claimName",),
    bad="""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: uploads
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts: [{name: uploads, mountPath: /uploads}]
              volumes:
                - name: uploads
                  persistentVolumeClaim:
                    claimName: uploads  # finding
                  #            ^^^^^^^
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts: [{name: uploads, mountPath: /uploads}]
              volumes:
                - name: uploads
                  persistentVolumeClaim: {claimName: uploads}  # finding
        """,
    good="""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: uploads
        spec:
          accessModes: [ReadWriteMany]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: data
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts: [{name: uploads, mountPath: /uploads}]
              volumes:
                - name: uploads
                  persistentVolumeClaim: {claimName: uploads}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: single
        spec:
          selector:
            matchLabels: {app: single}
          template:
            metadata:
              labels: {app: single}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts: [{name: data, mountPath: /data}]
              volumes:
                - name: data
                  persistentVolumeClaim: {claimName: data}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: on-one-node
        spec:
          replicas: 2
          selector:
            matchLabels: {app: on-one-node}
          template:
            metadata:
              labels: {app: on-one-node}
            spec:
              affinity:
                podAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: on-one-node}
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts: [{name: data, mountPath: /data}]
              volumes:
                - name: data
                  persistentVolumeClaim: {claimName: data}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: on-named-node
        spec:
          replicas: 2
          selector:
            matchLabels: {app: on-named-node}
          template:
            metadata:
              labels: {app: on-named-node}
            spec:
              nodeSelector: {kubernetes.io/hostname: node-1}
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts: [{name: data, mountPath: /data}]
              volumes:
                - name: data
                  persistentVolumeClaim: {claimName: data}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          replicas: 3
          selector:
            matchLabels: {app: db}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
                  volumeMounts: [{name: data, mountPath: /data}]
        """,
)
def single_node_claim_shared(objects: ObjectSet) -> Problems:
    """Several Pods use a claim whose volume only one node or one Pod can mount.

    With
    [ReadWriteOnce](https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes),
    only one node can mount the volume. With `ReadWriteOncePod`, only one Pod can mount it. All
    other replicas wait for the volume forever. If the claim is `ReadWriteOnce`, podlint does not
    report Pods that are bound to one node.

    Use a `ReadWriteMany` claim if the storage supports it, or a StatefulSet with
    `volumeClaimTemplates`, which gives each Pod its own claim. Alternatively, run only one replica.
    """
    for pod in objects.whole_pods():
        volumes = [each for each in pod.spec.volumes if each.persistent_volume_claim]
        if not volumes:
            continue
        several = _several(pod, objects)
        for volume in volumes if several else ():
            source = volume.persistent_volume_claim
            name = source.claim_name if source else None
            claim = objects.find("PersistentVolumeClaim", name, pod.owner)
            if source is None or not isinstance(claim, PersistentVolumeClaim):
                continue
            modes = claim.spec.access_modes if claim.spec else []
            if not modes or not _SINGLE.issuperset(modes) or objects.is_fragment(claim):
                continue
            if modes == ["ReadWriteOnce"] and _stays_on_one_node(pod):
                continue
            alone = modes == ["ReadWriteOncePod"]
            where = "one Pod" if alone else "one node"
            others = "the other Pods" if alone else "Pods on other nodes"
            yield Problem(
                f"{several} claim `{shortened(claim.name or '', 50)}`, which is `{modes[0]}`",
                severity=Severity.ERROR if alone else None,
                at=source.at / "claimName",
                related=(
                    Related("the access modes of the claim", claim.at / "spec" / "accessModes"),
                ),
                why=f"Only {where} can mount the volume, so {others} never start.",
                help=_advice(pod),
            )


def _advice(pod: PodTarget) -> str:
    if pod.owner.qualified_kind in ON_EACH_NODE:
        return (
            "Use a `ReadWriteMany` claim, or replace `persistentVolumeClaim` with "
            "`ephemeral.volumeClaimTemplate`."
        )
    if pod.owner.qualified_kind == "StatefulSet":
        return "Use `volumeClaimTemplates` instead, or a `ReadWriteMany` claim."
    return "Use a `ReadWriteMany` claim, or a StatefulSet with `volumeClaimTemplates`."


def _several(pod: PodTarget, objects: ObjectSet) -> str | None:
    """The Pods of a workload that share its claims, as words; None if there is only one Pod."""
    if pod.owner.qualified_kind in ON_EACH_NODE:
        return "Pods on all nodes share"
    if pod.owner.qualified_kind not in _SCALED:
        return None
    most = scale_of(pod.owner, objects).most
    return f"{most} replicas share" if most and most > 1 else None


def _stays_on_one_node(pod: PodTarget) -> bool:
    if pod.spec.node_name or _HOST in pod.spec.node_selector:
        return True
    near = pod.spec.affinity and pod.spec.affinity.pod_affinity
    terms = near.required_during_scheduling_ignored_during_execution if near else []
    return any(term.topology_key == _HOST for term in terms)
