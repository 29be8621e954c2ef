"""A variable that the image, the container runtime, or Kubernetes sets."""

from podlint.authoring import Container, Problem, Problems, Severity, rule

_SERVICE_OF_THE_API = (
    "KUBERNETES_SERVICE_HOST",
    "KUBERNETES_SERVICE_PORT",
    "KUBERNETES_SERVICE_PORT_HTTPS",
    "KUBERNETES_PORT",
)
_EFFECTS = {
    "PATH": (
        "The image's own `PATH` is lost, so the shell and other programs are not found.",
        "Append `:/usr/local/bin:/usr/bin:/bin`, or call programs by their full path.",
    ),
    "LD_PRELOAD": (
        (
            "Every program in the container loads the library in `LD_PRELOAD`, and may fail to "
            "start if the library is not compatible with the image."
        ),
        (
            "Set `LD_PRELOAD` only for the program that needs it, as in `command: [env, "
            "LD_PRELOAD=..., app]`."
        ),
    ),
    "HOSTNAME": (
        "Programs report this value instead of the Pod's name, so all replicas look the same.",
        "Remove `HOSTNAME` from `env`, or use a different variable.",
    ),
    **dict.fromkeys(
        _SERVICE_OF_THE_API,
        (
            "Clients of the API server read this variable, so they connect to a different address.",
            "Remove the variable from `env`, and configure the address in the program itself.",
        ),
    ),
}
"""For each variable, the consequence of setting it and what to write instead."""


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`executable file not found in $PATH`; or clients of the API server time "
        "out; or all Pods report the same name"
    ),
    asks_for=("env",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch
              image: fetch:1
              env:
                - {name: LD_PRELOAD, value: /opt/lib/trace.so}  # finding
          containers:
            - name: app
              image: app:1.4
              env:
                - name: PATH  # finding
                  #     ^^^^
                  value: /opt/app/bin
                - {name: KUBERNETES_SERVICE_HOST, value: 10.0.0.1}  # finding
        """,
    good="""
        # An agent on the node's network may have to find the API server itself.
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
        spec:
          hostNetwork: true
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: KUBERNETES_SERVICE_HOST, value: 10.0.0.1}
                - {name: PATH, value: "/opt/app/bin:/usr/local/bin:/usr/bin:/bin"}
                - {name: HOSTNAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                - {name: APP_PATH, value: /opt/app}
            - name: other
              image: app:1.4
              env:
                # Reported by unexpanded-search-path.
                - {name: PATH, value: "/opt/app/bin:$PATH"}
        """,
)
def overridden_system_variable(container: Container) -> Problems:
    """A container overrides a variable that the image, the runtime or Kubernetes sets.

    `PATH` comes from the image. If a new value contains neither `/bin` nor `/usr/bin`, the shell is
    not found. `LD_PRELOAD` names a library that every program in the container loads. `HOSTNAME` is
    the name of the Pod. Clients use the `KUBERNETES_...` variables to find the API server.

    podlint does not report `KUBERNETES_...` variables in Pods with `hostNetwork: true`, because
    agents on the node's network may need to set them.

    Use a different variable. Instead of changing `PATH`, call the program by its full path.
    """
    agent = bool(container.pod and container.pod.host_network)
    for variable in container.env:
        name, value = variable.name or "", variable.value or ""
        if name not in _EFFECTS or (agent and name in _SERVICE_OF_THE_API):
            continue
        if name == "PATH" and ("$" in value or {"/bin", "/usr/bin"} & {*value.split(":")}):
            continue
        if variable.value_from and name != "LD_PRELOAD":
            continue
        why, remedy = _EFFECTS[name]
        verb = "sets the" if name == "LD_PRELOAD" else "overrides the"
        yield Problem(
            f"container `{container}` {verb} system variable `{name}`",
            at=variable.at / "name",
            why=why,
            help=remedy,
        )
