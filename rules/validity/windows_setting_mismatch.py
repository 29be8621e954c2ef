"""Settings of Windows and Linux in one Pod."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].securityContext.runAsUser: Forbidden: "
    "cannot be set for a windows pod",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          os: {name: windows}
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsUser: 1000  # finding
                #          ^^^^
                capabilities:  # finding
              # ^^^^^^^^^^^^
                  drop: [ALL]
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          os: {name: windows}
          containers:
            - name: app
              image: app:1.4
              securityContext:
                windowsOptions: {runAsUserName: ContainerUser}
        """,
)
def windows_setting_mismatch(refused: Refused) -> Problems:
    """A Pod has settings of another operating system, or half of those of a host process.

    With `os.name: windows` no Linux setting may be there (user IDs, capabilities, seccomp,
    AppArmor, SELinux, sysctls, host namespaces and more); with `os.name: linux` no
    `windowsOptions`. Either all containers of a Pod are host processes or none, and then
    `hostNetwork` must be true.
    """
    yield refused.problem("Remove the setting, which this operating system does not support.")
