"""Capabilities that the process of a container never gets."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.file_access.identity import identity_of
from podlint.pods.capabilities import is_known

_HARMLESS = frozenset(("NET_BIND_SERVICE",))
"""Pod Security allows it, and current runtimes let every user open ports below 1024."""
_ALLOWS_SYSTEM_CALLS = frozenset(
    """
    BPF DAC_READ_SEARCH PERFMON SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT
    SYS_PTRACE SYS_RAWIO SYS_TIME SYS_TTY_CONFIG
    """.split()
)
"""In the bounding set, they open system calls in the default seccomp profile, some of which need no
capability: `DefaultProfile` in contrib/seccomp/seccomp_default.go of containerd."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="setting without effect: the program fails with `Operation not permitted`",
    asks_for=("add",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsUser: 1000
                allowPrivilegeEscalation: false
                capabilities:
                  drop: [ALL]
                  add: [IPC_LOCK, CHOWN]  # finding
                  #     ^^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: root
              image: app:1.4
              securityContext:
                runAsUser: 0
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL], add: [CHOWN]}
            - name: unknown-user
              image: app:1.4
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL], add: [CHOWN]}
            - name: from-file
              image: app:1.4
              securityContext:
                runAsUser: 1000
                capabilities: {drop: [ALL], add: [NET_RAW]}
            - name: system-call
              image: app:1.4
              securityContext:
                runAsUser: 1000
                allowPrivilegeEscalation: false
                seccompProfile: {type: RuntimeDefault}
                capabilities: {drop: [ALL], add: [SYS_TIME]}
            - name: port
              image: app:1.4
              securityContext:
                runAsUser: 1000
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
        """,
)
def capability_without_effect(container: Container) -> Problems:
    """A container adds capabilities for a non-root user who cannot get them.

    For a user other than root, `capabilities.add` only extends the bounding set. The process itself
    starts without capabilities. It gets them only from a program file with file capabilities, and
    `allowPrivilegeEscalation: false` disables file capabilities (`no_new_privs`, see
    `capabilities(7)`).

    podlint does not report `NET_BIND_SERVICE`: it has no effect either, but current container
    runtimes let every user open ports below 1024. It does not report capabilities such as
    `SYS_TIME`, because the runtime's default seccomp profile allows more system calls if they are
    added.

    Remove the capability. If the program needs it and its file has file capabilities, set
    `allowPrivilegeEscalation: true`. Otherwise, run the program as root, with only the capabilities
    that it needs.
    """
    context = container.security_context
    capabilities = context.capabilities if context else None
    identity = identity_of(container)
    if capabilities is None or identity.is_root is not False or not identity.no_new_privileges:
        return
    added = [
        (number, name)
        for number, name in enumerate(capabilities.add)
        if name.upper() not in _HARMLESS | _ALLOWS_SYSTEM_CALLS and is_known(name)
    ]
    if added and context:
        names = shortened(listed([f"`{name}`" for _, name in added]), 45)
        yield Problem(
            f"adding {names} has no effect for {identity.name} without privilege escalation",
            at=capabilities.at / "add" / added[0][0],
            related=(Related("privilege escalation", context.at / "allowPrivilegeEscalation"),),
            why="The process starts without capabilities, and cannot gain any from its program "
            "file.",
            help=f"Remove {names}. If the program needs it, run the program as root, or set "
            "`allowPrivilegeEscalation: true` if the program file has the capability.",
        )
