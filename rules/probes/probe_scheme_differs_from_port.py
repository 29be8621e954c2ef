"""A probe that speaks HTTP to an HTTPS port, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import SetValue
from podlint.finding import Fix, Problem, Profile, Severity
from podlint.models import Container
from podlint.rule import rule

_SCHEMES: dict[int | str | None, str] = {80: "HTTP", "http": "HTTP", 443: "HTTPS", "https": "HTTPS"}


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="probe failed with statuscode: 400, or: server gave HTTP response to HTTPS client; the "
    "Pod is never Ready, or CrashLoopBackOff",
    mission=(13,),
    fields=("httpGet",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - {name: https, containerPort: 8443}
              livenessProbe:
                httpGet: {path: /live, port: https}  # finding
                #                            ^^^^^
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8443
                  scheme: HTTP  # finding
              startupProbe:
                httpGet: {path: /live, port: 80, scheme: HTTPS}  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - {name: https, containerPort: 8443}
              livenessProbe:
                httpGet: {path: /live, port: https, scheme: HTTPS}
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8443
                  scheme: HTTPS
              startupProbe:
                httpGet: {path: /live, port: 80, scheme: HTTP}
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
              ports:
                - {name: https, containerPort: 8443}
                - {name: admin, containerPort: 9443}
              livenessProbe:
                httpGet: {path: /live, port: https, scheme: HTTPS}
              readinessProbe:
                httpGet: {path: /ready, port: admin}
              startupProbe:
                httpGet: {path: /live, port: 8080}
        """,
)
def probe_scheme_differs_from_port(container: Container) -> Iterator[Problem]:
    """A probe speaks HTTP to a port for HTTPS, or HTTPS to one for HTTP.

    `scheme` is HTTP unless it says otherwise. A server that expects TLS answers plain HTTP with
    status 400 or closes the connection: the probe fails each time. A port counts as one for HTTPS
    if its name is `https` or its number 443, as one for HTTP if that is `http` or 80.

    Write the `scheme` that the port speaks, or name the port for what it is.
    """
    for name, probe in container.probes:
        get = probe.http_get
        if get is None or get.host:
            continue
        scheme = get.scheme or "HTTP"
        spoken = _scheme_of(get.port, container)
        if spoken and spoken != scheme:
            place = get.at / "scheme"
            yield Problem(
                f"{name} speaks {scheme} to port {get.port}, which by its name or number speaks "
                f"{spoken}: the probe fails; set scheme to {spoken}",
                at=place if get.scheme else get.at / "port",
                fix=Fix(f"set scheme to {spoken}", (SetValue(place.path, spoken),), safe=False),
            )


def _scheme_of(port: int | str | None, container: Container) -> str | None:
    """What a port speaks, by its name, or by its number if it has none that tells."""
    for each in container.ports:
        if port in (each.name, each.container_port):
            return _SCHEMES.get(each.name) or (
                None if each.name else _SCHEMES.get(each.container_port)
            )
    return _SCHEMES.get(port)
