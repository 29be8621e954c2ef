"""A liveness probe that asks whether the container is ready."""

import re

from podlint.authoring import Container, Problem, Problems, Related, Severity, pattern, rule

_READY = pattern(r"\b(is_?)?ready(z|ness)?\b|\breadiness\b", re.IGNORECASE)
_PATIENT_SECONDS = 60


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("livenessProbe",),
    symptom="all replicas are restarted at once when a database is down: Liveness probe failed: "
    "HTTP probe failed with statuscode: 503; CrashLoopBackOff",
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
    """A liveness probe asks an endpoint that tells whether the container is ready.

    An endpoint for readiness says no while the program waits for a database, fills its caches or
    has too much to do. That calls for patience, not for a restart: with such a liveness probe all
    replicas are killed when something that they share is down. The two paths may just be swapped.
    If readiness asks the same, `liveness-as-strict-as-readiness` decides; a liveness probe that is
    patient for a minute or longer does little harm.

    Ask an endpoint that only tells whether the program is stuck, such as `/livez`.
    """
    probe, readiness = container.liveness_probe, container.readiness_probe
    get = probe.http_get if probe else None
    if probe is None or get is None or not get.path or not _READY.search(get.path):
        return
    if probe.effective_failure_threshold * probe.effective_period_seconds >= _PATIENT_SECONDS:
        return
    other = readiness.http_get if readiness else None
    if other and (other.path, other.port) == (get.path, get.port):
        return
    swapped = other and re.search(r"live|alive|liveness", other.path or "")
    advice = (
        "the paths of livenessProbe and readinessProbe look swapped"
        if swapped
        else "ask an endpoint that only fails when the program is stuck"
    )
    yield Problem(
        f"the liveness probe asks {get.path}",
        at=get.at / "path",
        related=(Related("readiness asks for life", other.at / "path"),)
        if other and swapped
        else (),
        why="A container that is not ready, for example because its database is down, is "
        "killed instead of left alone.",
        help=f"{advice}.",
    )
