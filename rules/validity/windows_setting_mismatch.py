"""Settings of Windows and Linux in the same Pod."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with "
        "`spec.containers[0].securityContext.runAsUser: Forbidden: cannot be set "
        "for a windows pod`"
    ),
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
    """A Pod has settings for another operating system, or incomplete `hostProcess` settings.

    With `os.name: windows`, Linux settings are not allowed (user IDs, capabilities, seccomp,
    AppArmor, SELinux, sysctls, host namespaces and others). With `os.name: linux`, `windowsOptions`
    are not allowed. Either all containers in a Pod are `hostProcess` containers, or none. A Pod
    with `hostProcess` containers needs `hostNetwork: true`.
    """
    yield refused.problem(_help(refused))


def _help(refused: Refused) -> str:
    if "ostProcess" in refused.error.detail:
        return (
            "Set `hostProcess: true` and `hostNetwork: true` for the whole Pod, or remove "
            "`hostProcess`."
        )
    if refused.error.type == "Forbidden":
        return f"Remove `{refused.at.path[-1]}`, or change `os.name`."
    return refused.remedy or "Correct the value, or remove the field."
