"""A volume of a type that restricted does not allow."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.pod_security import HeldPod
from podlint.rule import rule


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom='Pod Security refuses the Pod: violates PodSecurity "restricted:latest": restricted '
    "volume types",
    standards=("pss:restricted",),
    mission=(18, 19),
    similar={
        "restrict-volume-types": (
            "Kyverno reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "KSV-0028": "Trivy reports every Pod, this rule only where restricted is asked of the Pod.",
    },
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: restricted
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: reports
          namespace: shop
        spec:
          containers:
            - name: app
              image: app:1.4
          volumes:
            - name: archive
              nfs:  # finding
        #     ^^^
                server: files.example.org
                path: /archive
            - name: source
              gitRepo: {repository: 'https://git.example.org/app'}  # finding
        """,
    good=(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: restricted
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: reports
          namespace: shop
        spec:
          containers:
            - name: app
              image: app:1.4
          volumes:
            - name: archive
              persistentVolumeClaim: {claimName: archive}
            - name: model
              image: {reference: 'registry.example.org/model:3'}
            - name: scratch
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: reports
        spec:
          containers:
            - name: app
              image: app:1.4
          volumes:
            - name: archive
              nfs: {server: files.example.org, path: /archive}
        """,
    ),
)
def restricted_volume_type(pod: HeldPod) -> Iterator[Problem]:
    """A volume is of a type that restricted does not allow.

    Whoever may write a Pod with such a volume reaches storage past the rights that a
    PersistentVolume gives. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    allows `configMap`, `csi`, `downwardAPI`, `emptyDir`, `ephemeral`, `image`,
    `persistentVolumeClaim`, `projected` and `secret`, and nothing else. The rule speaks up only
    where restricted is asked for; `host-path-volume` speaks of `hostPath`.

    Have a PersistentVolume made for the storage, and claim it with a `persistentVolumeClaim`.

    Policy versions: all, with this list. API servers before 1.33 refuse `image`.
    """
    for fault in pod.faults("restrictedVolumes"):
        kind = fault.path[-1]
        if isinstance(kind, str) and kind != "hostPath":
            yield fault.problem(
                f"a volume of type {kind} reaches storage past the rights of a PersistentVolume; "
                "use a persistentVolumeClaim"
            )
