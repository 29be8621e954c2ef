"""A container that is made to run as root."""

from podlint.authoring import JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom='Pod Security refuses the Pod: violates PodSecurity "restricted:latest": runAsUser=0',
    similar={
        "require-run-as-non-root-user": (
            "Kyverno reports every Pod, this rule only where restricted is asked of the Pod."
        ),
        "KSV-0105": "Trivy reports every Pod, this rule only where restricted is asked of the Pod.",
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
          securityContext:
            runAsUser: 0  # finding
            #          ^
          initContainers:
            - name: own
              image: tools:3
              securityContext: {runAsUser: 0}  # finding
          containers:
            - name: app
              image: app:1.4
              securityContext: {runAsUser: 1000}
        """,
    good="""
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
            runAsUser: 1000
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
              securityContext:
                runAsUser: 0
        """,
)
def runs_as_root(pod: JudgedPod) -> Problems:
    """A Pod or a container is made to run as user 0 where restricted forbids it.

    Root in a container is root towards the kernel and every file that is mounted. The restricted
    level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    refuses `runAsUser: 0` wherever it is written, for the Pod even where every container has
    another user. The rule speaks up only where restricted is asked for.

    Name another user, and let an `fsGroup` give it the files of its volumes. Where the image names
    a user that is not root, remove the field.

    Policy versions: from v1.23, for Windows too. From v1.35 Pods with `hostUsers: false` are
    exempt.
    """
    for violation in pod.violated("runAsUser"):
        yield violation.problem(
            "runAsUser",
            why=f"0 makes {violation.who} run as root.",
            help="Write another user, or remove it.",
        )
