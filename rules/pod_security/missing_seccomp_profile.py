"""A container without a seccomp profile."""

from podlint.authoring import Fix, JudgedPod, Problems, SetValue, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "Pod Security rejects the Pod with `violates PodSecurity "
        '"restricted:latest": seccompProfile`'
    ),
    similar={
        "container-seccomp-profile": (
            "kube-score checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "restrict-seccomp-strict": (
            "Kyverno checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "KSV-0030": (
            "Trivy checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "KSV-0104": (
            "Trivy checks every Pod; this rule checks only Pods that must meet the "
            "restricted level."
        ),
        "CKV_K8S_31": (
            "Checkov reports every Pod without RuntimeDefault; this rule checks only Pods "
            "that must meet the restricted level."
        ),
        "C-0210": (
            "Kubescape reports every Pod without RuntimeDefault; this rule checks only Pods "
            "that must meet the restricted level."
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
    """A container has no seccomp profile although the restricted level requires one.

    Seccomp blocks system calls that a process does not need. On most nodes, a container without a
    profile can use all system calls. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) requires
    `RuntimeDefault` or a `Localhost` profile for every container, set on the container or on the
    Pod. podlint reports this only if a Namespace label, the configuration or the command line sets
    the restricted level.

    Set `securityContext.seccompProfile.type: RuntimeDefault` on the Pod.

    Policy versions: from v1.19 on. The check considers only the fields, not the older annotations.
    From v1.25 on, Pods with `os.name: windows` are exempt, because the API server rejects the field
    in such Pods.
    """
    for violation in pod.violated("seccompProfile_restricted"):
        if not pod.is_written(violation.path[:-1]):
            windows = violation.windows_advice
            yield violation.problem(
                f"{violation.who} has no seccomp profile",
                why=None
                if windows
                else "On most nodes, the container can then use every system call.",
                help=f"{windows}."
                if windows
                else "Set `securityContext.seccompProfile.type: RuntimeDefault` on the Pod or the "
                "container.",
                fix=None
                if windows
                else Fix(
                    "set `seccompProfile.type` to `RuntimeDefault`",
                    (SetValue(violation.at.path, "RuntimeDefault"),),
                    safe=False,
                ),
            )
