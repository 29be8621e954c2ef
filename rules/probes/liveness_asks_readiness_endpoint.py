"""A liveness probe that checks whether the container is ready."""

import re

from podlint.authoring import Container, Problem, Problems, Related, Severity, pattern, rule
from podlint.document.shortening import shortened

_READY = pattern(r"\b(is_?)?ready(z|ness)?\b|\breadiness\b", re.IGNORECASE)
_PATIENT_SECONDS = 60


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("livenessProbe",),
    symptom=(
        "restarts of all replicas at once while a database is down, with "
        "`Liveness probe failed: HTTP probe failed with statuscode: 503`; "
        "`CrashLoopBackOff`"
    ),
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
              livenessProbe:
                httpGet: {path: /healthz/ready, port: 15021}  # finding
          containers:
            - name: swapped
              image: app:1.4
              livenessProbe:
                httpGet:
                  path: /actuator/health/readiness  # finding
                  #     ^^^^^^^^^^^^^^^^^^^^^^^^^^
                  port: 8080
              readinessProbe:
                httpGet: {path: /actuator/health/liveness, port: 8080}
            - name: swapped-and-patient
              image: app:1.4
              livenessProbe:
                httpGet: {path: /readyz, port: 8081}  # finding
                periodSeconds: 20
              readinessProbe:
                httpGet: {path: /healthz, port: 8081}
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
                httpGet: {path: /livez, port: 8080}
              readinessProbe:
                httpGet: {path: /readyz, port: 8080}
            - name: same
              image: app:1.4
              livenessProbe:
                httpGet: {path: /ready, port: 8081}
              readinessProbe:
                httpGet: {path: /ready, port: 8081}
            - name: patient
              image: app:1.4
              livenessProbe:
                httpGet: {path: /-/ready, port: 8082}
                failureThreshold: 30
            - name: word
              image: app:1.4
              livenessProbe:
                httpGet: {path: /already-there, port: 8083}
        """,
)
def liveness_asks_readiness_endpoint(container: Container) -> Problems:
    """A liveness probe requests an endpoint that reports readiness.

    A readiness endpoint fails while the program waits for a database, fills its caches or is
    overloaded. A restart does not help in these cases. With such a liveness probe, the kubelet
    kills all replicas when a service that they depend on is down. It is also possible that the
    paths of the two probes were swapped by mistake. podlint does not report a liveness probe that
    fails only after a minute or more, because such a probe does little harm, unless the readiness
    probe requests the liveness endpoint. If the readiness probe makes the same check, see
    `liveness-as-strict-as-readiness`.

    Use an endpoint that fails only if the program is stuck, such as `/livez`.
    """
    probe, readiness = container.liveness_probe, container.readiness_probe
    get = probe.http_get if probe else None
    if probe is None or get is None or not get.path or not _READY.search(get.path):
        return
    other = readiness.http_get if readiness else None
    if other and (other.path, other.port) == (get.path, get.port):
        return
    swapped = other and re.search(r"live|alive|liveness|/healthz$", other.path or "")
    patience = probe.effective_failure_threshold * probe.effective_period_seconds
    if patience >= _PATIENT_SECONDS and not swapped:
        return
    advice = (
        "Swap the paths of `livenessProbe` and `readinessProbe`."
        if swapped
        else "Set `httpGet.path` to an endpoint that fails only if the program is stuck, such as "
        "`/livez`."
    )
    yield Problem(
        f"liveness probe of container `{container}` uses the readiness endpoint "
        f"`{shortened(get.path, 36)}`",
        at=get.at / "path",
        related=(Related("the readiness probe requests a liveness endpoint", other.at / "path"),)
        if other and swapped
        else (),
        why="If the container is not ready, for example because its database is down, the kubelet "
        "kills it, although a restart does not help.",
        help=advice,
    )
