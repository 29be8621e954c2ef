"""An inline CSI volume of a driver that does not support inline volumes."""

from __future__ import annotations

from typing import Any

from podlint.authoring import (
    KubernetesObject,
    ObjectSet,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import shortened

_EPHEMERAL = "Ephemeral"


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        'the Pod stays `ContainerCreating`; the event `FailedMount` with `volume mode "Ephemeral" '
        "not supported by driver`"
    ),
    asks_for=("CSIDriver",),
    bad="""
        apiVersion: storage.k8s.io/v1
        kind: CSIDriver
        metadata:
          name: files.example.com
        spec:
          podInfoOnMount: true
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: files
              csi:
                driver: files.example.com  # finding
                #       ^^^^^^^^^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: files, mountPath: /files}
        """,
    good="""
        apiVersion: storage.k8s.io/v1
        kind: CSIDriver
        metadata:
          name: files.example.com
        spec:
          volumeLifecycleModes: [Persistent, Ephemeral]
        ---
        apiVersion: storage.k8s.io/v1
        kind: CSIDriver
        metadata:
          name: filled-in.example.com
        spec:
          volumeLifecycleModes: ${MODES}
        ---
        apiVersion: storage.k8s.io/v1
        kind: CSIDriver
        metadata:
          name: disks.example.com
        spec:
          volumeLifecycleModes: [Persistent]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: files
              csi: {driver: files.example.com}
            - name: filled-in
              csi: {driver: filled-in.example.com}
            - name: elsewhere
              csi: {driver: secrets-store.csi.k8s.io}
            - name: claim
              ephemeral:
                volumeClaimTemplate:
                  spec:
                    storageClassName: disks
                    accessModes: [ReadWriteOnce]
                    resources: {requests: {storage: 1Gi}}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: files, mountPath: /files}
                - {name: claim, mountPath: /claim}
        """,
)
def inline_volume_unknown_to_driver(objects: ObjectSet) -> Problems:
    """A Pod has an inline `csi` volume of a driver whose CSIDriver object does not allow it.

    A driver must list `Ephemeral` in `volumeLifecycleModes` of its CSIDriver object ([CSI ephemeral
    volumes](https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#csi-ephemeral-volumes)).
    The default is only `Persistent`, for volumes of claims. The kubelet does not mount inline
    volumes of other drivers. podlint looks only at CSIDriver objects in the same manifests.

    Use a claim, or an `ephemeral` volume with a claim template. If the driver supports inline
    volumes, add `Ephemeral` to `volumeLifecycleModes`.
    """
    for pod in objects.pods():
        for volume in pod.spec.volumes:
            name = volume.csi.driver if volume.csi else None
            driver = objects.find("CSIDriver", name, None)
            if not (volume.csi and name and driver) or objects.is_fragment(driver):
                continue
            if not _lacks_ephemeral(driver):
                continue
            yield Problem(
                f"CSI driver {shortened(name, 40)} does not support inline volumes",
                at=volume.csi.at / "driver",
                related=(Related("the driver is defined here", driver.at / "metadata" / "name"),),
                why="`volumeLifecycleModes` of its CSIDriver does not list `Ephemeral`, so the Pod "
                "stays in `ContainerCreating`.",
                help="Use a claim, or an `ephemeral` volume with a claim template.",
            )


def _lacks_ephemeral(driver: KubernetesObject) -> bool:
    spec: Any = driver.written.get("spec")
    modes: Any = spec.get("volumeLifecycleModes") if isinstance(spec, dict) else None
    return modes is None or (isinstance(modes, list) and _EPHEMERAL not in modes)
