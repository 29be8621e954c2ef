"""Namespaces of the node that exclude each other."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.HostPID: Forbidden: when `hostUsers` is false",
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
    """A Pod shares namespaces in a way that is not possible.

    A Pod with users of its own (`hostUsers: false`) shares neither the network nor the
    processes nor the IPC of the node. `shareProcessNamespace` and `hostPID` exclude each other.
    """
    yield refused.problem("Keep one of the two settings and remove the other.", key=True)
