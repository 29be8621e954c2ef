"""Host namespace settings that cannot be combined."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=("`kubectl apply` fails with `spec.HostPID: Forbidden`, because `hostUsers` is false"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostUsers: false
          hostPID: true  # finding
        # ^^^^^^^
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostUsers: false
          shareProcessNamespace: true
          containers:
            - name: app
              image: app:1.4
        """,
)
def host_namespace_conflict(refused: Refused) -> Problems:
    """A Pod combines host namespace settings that Kubernetes does not support together.

    A Pod in its own user namespace (`hostUsers: false`) cannot use the node's network, process or
    IPC namespace. `shareProcessNamespace` cannot be combined with `hostPID`.
    """
    yield refused.problem(refused.remedy or "Remove one of the two settings.", key=True)
