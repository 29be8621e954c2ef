"""A volume of a type that the restricted level does not allow."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "Pod Security rejects the Pod with `violates PodSecurity "
        '"restricted:latest": restricted volume types`'
    ),
    similar={
        "restrict-volume-types": (
            "Kyverno checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "KSV-0028": (
            "Trivy checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
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
    """A volume has a type that the restricted level does not allow.

    Such a volume bypasses the access control of PersistentVolumes: anyone who can create a Pod can
    access the storage. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) allows only
    `configMap`, `csi`, `downwardAPI`, `emptyDir`, `ephemeral`, `image`, `persistentVolumeClaim`,
    `projected` and `secret`. podlint reports this only if a Namespace label, the configuration or
    the command line sets the restricted level. `host-path-volume` reports `hostPath`.

    Create a PersistentVolume for the storage, and use it through a `persistentVolumeClaim`.

    Policy versions: all, with the same list. API servers older than 1.33 do not allow `image`.
    """
    for violation in pod.violated("restrictedVolumes"):
        kind = violation.path[-1]
        if isinstance(kind, str) and kind != "hostPath":
            name = violation.pod.spec.volumes[int(violation.path[-2])].name
            volume = f"volume `{name}`" if name else "a volume"
            yield violation.problem(
                f"{volume} has type `{kind}`, forbidden by Pod Security restricted",
                why="Such a volume bypasses the access control of PersistentVolumes.",
                help="Use an init container to clone the repository into an `emptyDir`."
                if kind == "gitRepo"
                else "Create a PersistentVolume for the storage and use a `persistentVolumeClaim`.",
            )
