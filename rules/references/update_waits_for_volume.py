"""A rolling update whose new Pod waits for the volume of the old Pod."""

from podlint.authoring import (
    Deployment,
    ObjectSet,
    PersistentVolumeClaim,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    pods_of,
    rule,
)
from podlint.document.shortening import shortened
from podlint.relations.scaling import starts_before_it_stops
from podlint.scheduling.conditions import HOST_NAME, single_node
from podlint.scheduling.pod_terms import pod_terms, selects_itself

_SINGLE = frozenset(("ReadWriteOnce", "ReadWriteOncePod"))


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl rollout status` waits; the new Pod stays in "
        "`ContainerCreating` with `Multi-Attach error for volume` "
        "(`FailedAttachVolume`)"
    ),
    asks_for=("claimName",),
    bad="""
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
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts: [{name: data, mountPath: /data}]
              volumes:
                - name: data
                  persistentVolumeClaim:
                    claimName: data  # finding
                  #            ^^^^
        """,
    good="""
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
          strategy: {type: Recreate}
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
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
          name: fixed
        spec:
          selector:
            matchLabels: {app: fixed}
          template:
            metadata:
              labels: {app: fixed}
            spec:
              nodeSelector: {kubernetes.io/hostname: storage-1}
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
          name: db
        spec:
          strategy:
            rollingUpdate: {maxSurge: 0, maxUnavailable: 1}
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts: [{name: data, mountPath: /data}]
              volumes:
                - name: data
                  persistentVolumeClaim: {claimName: data}
        """,
)
def update_waits_for_volume(objects: ObjectSet) -> Problems:
    """A rolling update starts a new Pod that needs the old Pod's volume.

    The old Pod stops only when the new Pod is ready. If the new Pod runs on another node, this Pod
    waits for the volume forever, and the update hangs. If both Pods run on the same node, they can
    write to the volume at the same time. podlint does not report Pods that are bound to one node.
    With `ReadWriteOncePod`, the new Pod waits on any node.

    Set `strategy: {type: Recreate}`, which the API server accepts only without `rollingUpdate`, or
    use a StatefulSet.
    """
    for deployment in objects.whole(Deployment):
        if not starts_before_it_stops(deployment):
            continue
        if deployment.spec and deployment.spec.replicas not in (None, 1):
            continue  # single-node-claim-shared reports these
        strategy = deployment.spec.strategy if deployment.spec else None
        remove = (
            ", and remove `spec.strategy.rollingUpdate`"
            if strategy and strategy.rolling_update
            else ""
        )
        for pod in pods_of(deployment):
            for volume in pod.spec.volumes:
                source = volume.persistent_volume_claim
                name = source.claim_name if source else None
                claim = objects.find("PersistentVolumeClaim", name, deployment)
                if source is None or not isinstance(claim, PersistentVolumeClaim):
                    continue
                modes = claim.spec.access_modes if claim.spec else []
                alone = modes == ["ReadWriteOncePod"]
                if modes and _SINGLE.issuperset(modes) and (alone or not _stays(pod)):
                    yield Problem(
                        "rolling update starts a new Pod while the old Pod still uses "
                        f"`{modes[0]}` claim `{shortened(claim.name or '', 40)}`",
                        severity=Severity.ERROR if alone else None,
                        at=source.at / "claimName",
                        related=(
                            Related(
                                "the access modes of the claim", claim.at / "spec" / "accessModes"
                            ),
                        ),
                        why="The new Pod waits for the volume forever."
                        if alone
                        else "On another node, the new Pod waits for the volume forever.",
                        help=f"Set `spec.strategy.type: Recreate`{remove}.",
                    )


def _stays(pod: PodTarget) -> bool:
    """Whether the new Pod certainly runs on the node of the old Pod."""
    return single_node(pod.spec) is not None or any(
        each.near
        and each.required
        and each.term.topology_key == HOST_NAME
        and selects_itself(each.term, pod)
        for each in pod_terms(pod)
    )
