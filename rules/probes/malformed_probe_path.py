"""A probe path that the kubelet does not read as a path."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.models.handler import HTTPGetAction
from podlint.pods.handlers import handlers, spoken_name

_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://")
_ADDRESS = pattern(r"(?:[\w.-]+)?:\d+(?P<path>/.*)?$")
_PORT = pattern(r":\d")
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("httpGet",),
    symptom=(
        "Unhealthy events with `HTTP probe failed with statuscode: 404` or `no "
        "Host in request URL`; Running, but never Ready, or `CrashLoopBackOff`"
    ),
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
    """The `path` of a probe or hook contains more than a path, so the request fails or goes
    elsewhere.

    The kubelet parses `path` as a URL, and then replaces its scheme, host and port with the values
    of the probe (`formatURL` in pkg/probe/http/request.go). If `path` is a whole URL, the kubelet
    drops everything before the URL's path. In `//ready`, it treats `ready` as a host name and drops
    it. It cannot request `localhost:8080/live`, and it sends a space as `%20`. A path without a
    leading slash is valid. A path with a query is also valid.

    Write only the path, such as `/ready`. The port belongs in `port`.
    """
    for name, handler in handlers(container):
        get = handler.http_get
        if get is None or not get.path or get.port is None or "{{" in get.path:
            continue
        fault = _fault(get, get.path)
        if fault:
            path, words, effect = fault
            port = " The port belongs in `port`." if _PORT.search(get.path) else ""
            yield Problem(
                f"path `{shortened(get.path, 30)}` of the {spoken_name(name)} of container "
                f"`{container}` {words}",
                at=get.at / "path",
                why=effect,
                help=f"Set `httpGet.path` to `{shortened(path, 90)}`.{port}",
            )


def _fault(get: HTTPGetAction, path: str) -> tuple[str, str, str] | None:
    """The path that is probably meant, what is wrong with the given path, and the effect."""
    if path != path.strip():
        why = "The kubelet sends the space as `%20`, and the server probably has no such path."
        return path.strip(), "begins or ends with a space", why
    if path.startswith("//"):
        meant = path.lstrip("/")
        host, _, rest = meant.partition("/")
        why = f"The kubelet drops `{shortened(host)}` as a host, and requests `/{shortened(rest)}`."
        return f"/{meant}", "begins with `//`", why
    if url := _URL.match(path):
        host, _, rest = path[url.end() :].partition("/")
        asked = f"and sends the request to port {get.port} of the Pod itself."
        return f"/{rest}", "is a URL", f"The kubelet ignores `{shortened(url[0] + host)}` {asked}"
    if address := _ADDRESS.match(path):
        why = "The kubelet expects only a path here, so the request fails."
        return address["path"] or "/", "contains a port", why
    if not path.startswith("/") and _SCHEME.match(path):
        scheme, _, rest = path.partition(":")
        why = f"The kubelet takes `{shortened(scheme)}` as the scheme of a URL"
        if rest.startswith("/"):
            why = f"{why}, and requests `{shortened(rest)}`."
            return rest, "begins with a scheme", why
        return f"/{path}", "begins with a scheme", f"{why}, and the request fails."
    return None
