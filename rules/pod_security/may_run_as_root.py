"""A Pod that does not rule out root."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom='Pod Security refuses the Pod: violates PodSecurity "restricted:latest": '
    "runAsNonRoot != true",
    similar={
        "require-run-as-nonroot": (
            "Kyverno reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "KSV-0012": "Trivy reports every Pod, this rule only where restricted is asked of the Pod.",
        "run-as-non-root": (
            "kube-linter reports every Pod and accepts a runAsUser other than 0, this rule only "
            "where restricted is asked of the Pod."
        ),
        "runAsRootAllowed": (
            "Polaris reports every Pod and accepts a runAsUser other than 0, this rule only where "
            "restricted is asked of the Pod."
        ),
        "CKV_K8S_23": (
            "checkov reports every Pod and accepts a runAsUser other than 0, this rule only where "
            "restricted is asked of the Pod."
        ),
    },
    standards=("pss:restricted",),
    fragments=True,
    bad=(
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
          initContainers:
            - name: fetch
              image: fetch:1.0
              securityContext:  # finding
        #     ^^^^^^^^^^^^^^^
                runAsUser: 1000
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsNonRoot: true
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: desktop
          namespace: shop
        spec:
          os: {name: windows}
          containers:
            - name: app  # finding
              image: app:1.4-windows
        """,
        """
        # A false counts even where every container overrides it.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/audit: restricted
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          template:
            spec:
              securityContext:
                runAsNonRoot: false  # finding
                #             ^^^^^
              containers:
                - name: app
                  image: app:1.4
                  securityContext:
                    runAsNonRoot: true
        """,
    ),
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
            runAsNonRoot: true
          containers:
            - name: app
              image: app:1.4
        ---
        # In a user namespace root is nobody on the node.
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
          namespace: shop
        spec:
          hostUsers: false
          containers:
            - name: build
              image: build:1.4
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
def may_run_as_root(pod: JudgedPod) -> Problems:
    """A container may run as root where restricted forbids it.

    Without `runAsNonRoot: true`, in the container or for the whole Pod, the image decides, and most
    images run as root. The restricted level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    demands the field for every container, and that it is false nowhere, overridden or not. A
    `runAsUser` other than 0 does not replace it. The rule speaks up only where restricted is asked
    for; `missing-run-as-non-root` of the strict profile asks elsewhere.

    Set `securityContext.runAsNonRoot: true` for the Pod, and `runAsUser` where the image names no
    numeric user. The kubelet then refuses to start an image that runs as root:
    CreateContainerConfigError, container has runAsNonRoot and image will run as root.

    Policy versions: all, for Windows too. From v1.35 Pods with `hostUsers: false` are exempt.
    """
    for violation in pod.violated("runAsNonRoot"):
        if violation.value is False:
            message = f"runAsNonRoot: false lets {violation.who} run as root, overridden or not"
        else:
            message = f"nothing keeps {violation.who} from running as root"
        yield violation.problem(
            f"{message}",
            help="Set securityContext.runAsNonRoot to true, for the Pod or the container.",
        )
