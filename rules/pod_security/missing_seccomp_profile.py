"""A container that no seccomp profile confines."""

from podlint.authoring import Fix, JudgedPod, Problems, SetValue, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom='Pod Security refuses the Pod: violates PodSecurity "restricted:latest": '
    "seccompProfile",
    similar={
        "container-seccomp-profile": (
            "kube-score reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "restrict-seccomp-strict": (
            "Kyverno reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "KSV-0030": "Trivy reports every Pod, this rule only where restricted is asked of the Pod.",
        "KSV-0104": "Trivy reports every Pod, this rule only where restricted is asked of the Pod.",
        "CKV_K8S_31": (
            "checkov reports every Pod that does not ask for RuntimeDefault, this rule only where "
            "restricted is asked of the Pod."
        ),
        "C-0210": (
            "Kubescape reports every Pod that does not ask for RuntimeDefault, this rule only "
            "where restricted is asked of the Pod."
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
          name: web
          namespace: shop
        spec:
          initContainers:
            - name: mesh
              image: mesh:3.1
              restartPolicy: Always
              securityContext:
                seccompProfile: {type: Localhost, localhostProfile: mesh.json}
          containers:
            - name: app
              image: app:1.4
              securityContext:  # finding
        #     ^^^^^^^^^^^^^^^
                runAsUser: 1000
        """,
    fixed="""
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
          name: web
          namespace: shop
        spec:
          initContainers:
            - name: mesh
              image: mesh:3.1
              restartPolicy: Always
              securityContext:
                seccompProfile: {type: Localhost, localhostProfile: mesh.json}
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsUser: 1000
                seccompProfile:
                  type: RuntimeDefault
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
          name: web
          namespace: shop
        spec:
          securityContext:
            seccompProfile:
              type: RuntimeDefault
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: desktop
          namespace: shop
        spec:
          os: {name: windows}
          containers:
            - name: app
              image: app:1.4-windows
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def missing_seccomp_profile(pod: JudgedPod) -> Problems:
    """A container has no seccomp profile where restricted demands one.

    Seccomp keeps a process from system calls that it does not need; without a profile most nodes
    allow all of them. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    demands `RuntimeDefault` or a `Localhost` profile for every container, its own or the Pod's. The
    rule speaks up only where restricted is asked for.

    Set `securityContext.seccompProfile.type: RuntimeDefault` for the Pod.

    Policy versions: from v1.19, fields only: annotations do not count. From v1.25 Pods with
    `os.name: windows` are exempt, in which the field is not allowed.
    """
    for violation in pod.violated("seccompProfile_restricted"):
        if not pod.is_written(violation.path[:-1]):
            yield violation.problem(
                f"no seccomp profile confines {violation.who}; "
                + (
                    violation.windows_advice
                    or "set securityContext.seccompProfile.type to RuntimeDefault, for the Pod or "
                    "the container"
                ),
                fix=None
                if violation.windows_advice
                else Fix(
                    "set the seccomp profile to RuntimeDefault",
                    (SetValue(violation.at.path, "RuntimeDefault"),),
                    safe=False,
                ),
            )
