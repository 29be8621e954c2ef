"""A path that the kubelet reads as something else."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.models.handler import HTTPGetAction
from podlint.pods.handlers import handlers

_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://")
_ADDRESS = pattern(r"(?:[\w.-]+)?:\d+(?P<path>/.*)?$")
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("httpGet",),
    symptom="Unhealthy events: HTTP probe failed with statuscode: 404, or: no Host in request URL; "
    "Running, but never Ready, or CrashLoopBackOff",
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                httpGet: {path: "/ready ", port: 15021}  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  path: localhost:8080/live  # finding
                  #     ^^^^^^^^^^^^^^^^^^^
                  port: 8080
              readinessProbe:
                httpGet: {path: //ready, port: 8080}  # finding
              startupProbe:
                httpGet: {path: "http://localhost:8081/live", port: 8080}  # finding
              lifecycle:
                preStop:
                  httpGet: {path: ":8080/drain", port: 8080}  # finding
            - name: scheme
              image: app:1.4
              livenessProbe:
                httpGet: {path: "http:/live", port: 8080}  # finding
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
              livenessProbe:
                httpGet: {path: live, port: 8080}
              readinessProbe:
                httpGet: {path: "/ready?exclude=db&verbose", port: 8080}
              startupProbe:
                httpGet: {path: "/start/a:b//c", port: 8080}
              lifecycle:
                preStop:
                  httpGet: {port: 8080}
            - name: placeholder
              image: app:1.4
              livenessProbe:
                httpGet: {path: "/{{base}} /live", port: 8080}
        """,
)
def malformed_probe_path(container: Container) -> Problems:
    """The `path` of a probe or a hook holds more than a path, and another is asked.

    The kubelet reads `path` as a URL and then puts in its own scheme, the Pod's address and `port`
    (`formatURL` in pkg/probe/http/request.go). What comes before the path of a whole URL is thrown
    away, `//ready` is taken for a host, `localhost:8080/live` cannot be asked at all, and a blank
    is sent as `%20`. A path without the first slash is fine, and so is a query.

    Write the path alone, such as `/ready`; the port belongs into `port`.
    """
    for name, handler in handlers(container):
        get = handler.http_get
        if get is None or not get.path or get.port is None or "{{" in get.path:
            continue
        fault = _fault(get, get.path)
        if fault:
            path, words = fault
            yield Problem(
                f"{name}",
                at=get.at / "path",
                why=f"{words}.",
                help=f"Write path: {path}.",
            )


def _fault(get: HTTPGetAction, path: str) -> tuple[str, str] | None:
    """The path that was meant, and what becomes of the one that is written."""
    if path != path.strip():
        return path.strip(), f'the blank in path "{path}" is sent as %20, and nothing answers there'
    if path.startswith("//"):
        meant = path.lstrip("/")
        rest = meant.partition("/")[2]
        return f"/{meant}", f"path {path} begins with a host, and the kubelet asks /{rest} instead"
    if url := _URL.match(path):
        host, _, rest = path[url.end() :].partition("/")
        asked = f"the kubelet asks the Pod itself, port {get.port}"
        return f"/{rest}", f"{url[0]}{host} in the path is ignored: {asked}"
    if address := _ADDRESS.match(path):
        return address["path"] or "/", f"path {path} has an address in it, and is not found"
    if not path.startswith("/") and _SCHEME.match(path):
        return "/" + path, f"path {path} is read as a scheme and cannot be asked"
    return None
