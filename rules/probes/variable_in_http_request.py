"""A `$(VAR)` in the HTTP request of a probe or hook."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.expansion import NEVER_EXPANDED
from podlint.pods.handlers import handlers, spoken_name


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "Unhealthy events with `HTTP probe failed with statuscode: 404` or `401`; Running, but "
        "never Ready"
    ),
    asks_for=("httpGet",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: BASE, value: /app}
              readinessProbe:
                httpGet:
                  path: $(BASE)/healthz  # finding
                  #     ^^^^^^^^^^^^^^^
                  port: 8080
                  httpHeaders:
                    - {name: Authorization, value: Bearer $(TOKEN)}  # finding
              lifecycle:
                preStop:
                  httpGet: {path: "/drain?host=$(HOSTNAME)", port: 8080}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              args: [--base=$(BASE)]
              env:
                - {name: BASE, value: /app}
              readinessProbe:
                httpGet:
                  path: /app/healthz?price=$5
                  port: 8080
                  httpHeaders:
                    - {name: X-Filter, value: "items(name)"}
                    - {name: X-Path, value: "$(1)"}
              livenessProbe:
                exec: {command: [curl, -f, "http://localhost:8080$(BASE)/live"]}
              startupProbe:
                httpGet: {path: "${BASE}/start", port: 8080}
        """,
)
def variable_in_http_request(container: Container) -> Problems:
    """The `httpGet` of a probe or hook uses `$(VAR)`, which Kubernetes does not expand there.

    Kubernetes expands `$(VAR)` in `command` and `args`, in `env`, and in `subPathExpr`. In the
    commands of exec probes, it expands only some variables: see `variable-lost-in-exec`. In `path`,
    `host` and `httpHeaders`, the kubelet sends the text unchanged.

    Write the value itself. If the value is known only in the container, use an exec probe with a
    shell.
    """
    for name, handler in handlers(container):
        get = handler.http_get
        if get is None:
            continue
        texts = [(get.at / "path", get.path), (get.at / "host", get.host)]
        texts += [(each.at / "value", each.value) for each in get.http_headers]
        for place, text in texts:
            if found := NEVER_EXPANDED.search(text or ""):
                variable = f"$({shortened(found['name'], 28)})"
                yield Problem(
                    f"{spoken_name(name)} of container `{container}` uses `{variable}`, which "
                    "is not expanded",
                    at=place,
                    why=f"The kubelet sends the literal text `{variable}` in its HTTP request.",
                    help="Write the value itself, or use an exec probe that runs in a shell.",
                )
