"""A zero in a probe that Kubernetes replaces with its default."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.handlers import spoken_name


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`RESTARTS` increases, or Unhealthy events with a timeout, although the probe is set to 0; "
        "`kubectl get -o yaml` shows other values"
    ),
    asks_for=("livenessProbe", "readinessProbe", "startupProbe"),
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
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                failureThreshold: 0  # finding
                #                 ^
                periodSeconds: 0  # finding
                timeoutSeconds: 0  # finding
        """,
    good="""
        # Zero is a value of initialDelaySeconds, and 1 is the default of successThreshold.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                initialDelaySeconds: 0
                successThreshold: 0
              readinessProbe:
                tcpSocket: {port: 8080}
                periodSeconds: 10
                timeoutSeconds: 1
                failureThreshold: 1
              startupProbe:
                tcpSocket: {port: 8080}
                periodSeconds: null
                failureThreshold: ${FAILURES}
        """,
)
def zero_probe_setting(container: Container) -> Problems:
    """A probe sets `failureThreshold`, `periodSeconds` or `timeoutSeconds` to 0.

    The API server replaces a zero with the default: 3 failures, a period of 10 seconds, a timeout
    of 1 second (`SetDefaults_Probe`). A zero does not switch the probe off, and does not mean "no
    timeout".

    Write the value that you want, or remove the field. To switch a probe off, remove the probe.
    """
    for name, probe in container.probes:
        for field, value, default in (
            ("failureThreshold", probe.failure_threshold, "3 failures"),
            ("periodSeconds", probe.period_seconds, "10 seconds"),
            ("timeoutSeconds", probe.timeout_seconds, "1 second"),
        ):
            if value == 0:
                yield Problem(
                    f"`{field}: 0` of the {spoken_name(name)} means the default, {default}",
                    at=probe.at / field,
                    why="The API server replaces 0 with the default. It does not switch anything "
                    "off.",
                    help=f"Write the number that you want, or remove `{field}`.",
                )
