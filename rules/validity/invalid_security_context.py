"""A security context that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].securityContext: Invalid value: cannot set "
    "`allowPrivilegeEscalation` to false and `privileged` to true",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            sysctls:
              - name: Net.Core.Somaxconn  # finding
              #       ^^^^^^^^^^^^^^^^^^
                value: "1024"
          containers:
            - name: app
              image: app:1.4
              securityContext:  # finding
            # ^^^^^^^^^^^^^^^
                privileged: true
                allowPrivilegeEscalation: false
                runAsUser: -1  # finding
                #          ^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            sysctls:
              - name: net.core.somaxconn
                value: "1024"
          containers:
            - name: app
              image: app:1.4
              securityContext:
                privileged: false
                allowPrivilegeEscalation: false
                runAsUser: 1000
        """,
)
def invalid_security_context(refused: Refused) -> Problems:
    """A security context has a value that does not exist, or two that contradict each other.

    User and group IDs are 0 to 2147483647. A privileged container cannot forbid privilege
    escalation. `procMount: Unmasked` needs `hostUsers: false`. Names of sysctls are lower-case
    words with dots or slashes; those of the network are refused with `hostNetwork`, those of
    IPC with `hostIPC`. A privileged container is refused by a server without
    `--allow-privileged`.
    """
    yield refused.problem(
        refused.remedy or "Correct the value, or remove one of the conflicting settings."
    )
