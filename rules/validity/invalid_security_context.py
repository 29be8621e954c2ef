"""An invalid security context."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `cannot set allowPrivilegeEscalation to "
        "false and privileged to true`"
    ),
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
    """A security context has an invalid value, or settings that contradict each other.

    User and group IDs must be between 0 and 2147483647. A privileged container cannot have
    `allowPrivilegeEscalation: false`. `procMount: Unmasked` requires `hostUsers: false`. Names of
    sysctls consist of lowercase words, joined by dots or slashes. Network sysctls are not allowed
    with `hostNetwork`, and IPC sysctls are not allowed with `hostIPC`. An API server without
    `--allow-privileged` rejects privileged containers.
    """
    yield refused.problem(refused.remedy or "Remove one of the two settings.")
