"""A mount of a volume that the Pod does not define."""

from collections.abc import Iterator
from difflib import get_close_matches

from podlint.authoring import (
    Container,
    Fix,
    Place,
    PodTarget,
    Problem,
    Problems,
    Related,
    SetValue,
    Severity,
    rule,
)
from podlint.document.shortening import shortened
from podlint.models.guess import slip_of
from podlint.pods.additions import additions_to

_MOST_COMPARISONS = 10_000
"""Mounts times volumes. Above it, podlint suggests no name: that would take seconds."""


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=("`kubectl apply` fails with `spec.containers[0].volumeMounts[0].name: Not found`"),
    asks_for=("volumeMounts", "volumeDevices"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: ca-certificates
              configMap:
                name: ca
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: ca-certificate  # finding
                  #     ^^^^^^^^^^^^^^
                  mountPath: /etc/ssl
        """,
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              initContainers:
                - name: prepare
                  image: tools:3
                  volumeMounts: [{name: scratch, mountPath: /scratch}]  # finding
                  #                     ^^^^^^^
              containers:
                - name: db
                  image: db:9
                  volumeMounts: [{name: data, mountPath: /data}]
          volumeClaimTemplates:
            - metadata:
                name: data
              spec:
                accessModes: [ReadWriteOnce]
                resources:
                  requests:
                    storage: 1Gi
        """,
        """
        apiVersion: leaderworkerset.x-k8s.io/v1
        kind: LeaderWorkerSet
        metadata:
          name: model
        spec:
          leaderWorkerTemplate:
            size: 2
            volumeClaimTemplates:
              - metadata: {name: data}
            workerTemplate:
              spec:
                containers:
                  - name: model
                    image: model:1
                    volumeMounts: [{name: cache, mountPath: /data}]  # finding
        """,
    ),
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: ca-certificates
              configMap:
                name: ca
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: ca-certificates
                  mountPath: /etc/ssl
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: ca
              configMap:
                name: ca
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: ca
                  mountPath: /etc/ssl
        """,
        """
        apiVersion: leaderworkerset.x-k8s.io/v1
        kind: LeaderWorkerSet
        metadata:
          name: model
        spec:
          leaderWorkerTemplate:
            size: 2
            volumeClaimTemplates:
              - metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            workerTemplate:
              spec:
                containers:
                  - name: model
                    image: model:1
                    volumeMounts: [{name: data, mountPath: /data}]
        """,
        """
        apiVersion: apps.kruise.io/v1alpha1
        kind: CloneSet
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts: [{name: data, mountPath: /data}]
          volumeClaimTemplates:
            - metadata: {name: data}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations: {vault.hashicorp.com/agent-inject: "true"}
        spec:
          containers:
            - name: app
              image: app:1.4
              volumeMounts: [{name: vault-secrets, mountPath: /secrets}]
        """,
    ),
)
def undefined_volume(pod: PodTarget) -> Problems:
    """A container mounts a volume that the Pod does not define.

    The API server rejects the Pod, and any workload with this template.

    Use the name of an entry in `spec.volumes`, or add the volume there. In a StatefulSet, a
    LeaderWorkerSet or a CloneSet, a mount can also use the name of an entry in
    `volumeClaimTemplates`. The fix writes the name of the only unused volume whose name is almost
    the same.
    """
    added = additions_to(pod)
    defined = {*_defined(pod), *added.claims}
    mounts = list(_mounts(pod))
    unused = defined - {name for _, name, _ in mounts}
    comparable = len(defined) * len(mounts) <= _MOST_COMPARISONS
    for container, name, at in mounts:
        if name in defined or added.defines_volume(name):
            continue
        near = comparable and (
            get_close_matches(name, unused, n=1) or get_close_matches(name, defined, n=1)
        )
        if near:
            note = ", which no container mounts" if near[0] in unused else ""
            hint = f"Write `{near[0]}`{note}."
        else:
            hint = f"Add volume `{shortened(name, 40)}` to `spec.volumes`{_listing(defined)}."
        meant = [each for each in unused if comparable and slip_of(name, (each,))]
        yield Problem(
            f"{_named(container)} mounts undefined volume `{shortened(name, 40)}`",
            at=at,
            fix=Fix(f"write `{meant[0]}`", (SetValue(at.path, meant[0]),))
            if len(meant) == 1 and near and near[0] == meant[0]
            else None,
            related=tuple(
                Related(f"volume `{volume.name}` is defined here", volume.at / "name")
                for volume in pod.spec.volumes
                if near and volume.name == near[0]
            ),
            why="The API server rejects the Pod, and any workload with this template.",
            help=hint,
        )


def _defined(pod: PodTarget) -> Iterator[str]:
    for volume in pod.spec.volumes:
        if volume.name:
            yield volume.name


def _mounts(pod: PodTarget) -> Iterator[tuple[Container, str, Place]]:
    for container in pod.spec.all_containers:
        for mount in container.volume_mounts:
            if mount.name:
                yield container, mount.name, mount.at / "name"
        for device in container.volume_devices:
            if device.name:
                yield container, device.name, device.at / "name"


def _named(container: Container) -> str:
    if container.name:
        return f"container `{shortened(container.name, 30)}`"
    return "container without a name"


def _listing(names: set[str]) -> str:
    return f" (defined: {shortened(', '.join(sorted(names)), 70)})" if names else ""
