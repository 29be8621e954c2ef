"""A variable that belongs to the system."""

from podlint.authoring import Container, Problem, Problems, Severity, rule

_SERVICE_OF_THE_API = (
    "KUBERNETES_SERVICE_HOST",
    "KUBERNETES_SERVICE_PORT",
    "KUBERNETES_SERVICE_PORT_HTTPS",
    "KUBERNETES_PORT",
)
_EFFECTS = {
    "PATH": "the image's own PATH is gone: programs may not be found; write all directories, or "
    "call the program by its whole path",
    "LD_PRELOAD": "every program of the container loads that library, and none starts if it does "
    "not fit; set it for the one program that needs it, in its command",
    "HOSTNAME": "programs take that for the Pod's name, and it no longer tells Pods apart; use "
    "another variable",
    **dict.fromkeys(
        _SERVICE_OF_THE_API,
        "clients of the API server that look there find another address, and perhaps none; remove "
        "it, or give the program its address in another way",
    ),
}


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="executable file not found in $PATH; or clients of the API server time out; or all "
    "Pods report under one name",
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
        # On the node's network an agent may have to find the API server by itself.
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
                # Here unexpanded-search-path says it.
                - {name: PATH, value: "/opt/app/bin:$PATH"}
        """,
)
def overridden_system_variable(container: Container) -> Problems:
    """A variable is overridden that the image, the runtime or Kubernetes sets.

    `PATH` comes from the image; one without `/bin` or `/usr/bin` hides the shell. `LD_PRELOAD` is
    read by every program of the container. The `KUBERNETES_...` variables are how clients find the
    API server; agents on the node's network may need to set them, and are left alone. `HOSTNAME` is
    the Pod's name.

    Use a variable of your own, or call the program by its whole path.
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
        yield Problem(
            f"{name} is overridden",
            at=variable.at / "name",
            why=f"{_EFFECTS[name]}.",
        )
