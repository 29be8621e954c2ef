"""A volume of a type that restricted does not allow."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom='Pod Security refuses the Pod: violates PodSecurity "restricted:latest": restricted '
    "volume types",
    similar={
        "restrict-volume-types": (
            "Kyverno reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "KSV-0028": "Trivy reports every Pod, this rule only where restricted is asked of the Pod.",
    },
    standards=("pss:restricted",),
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
def restricted_volume_type(pod: JudgedPod) -> Problems:
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
    for violation in pod.violated("restrictedVolumes"):
        kind = violation.path[-1]
        if isinstance(kind, str) and kind != "hostPath":
            yield violation.problem(
                f"a volume of type {kind} reaches storage past the rights of a PersistentVolume",
                help="Use a persistentVolumeClaim.",
            )
