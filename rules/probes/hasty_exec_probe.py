"""An exec probe that gives a slow program one second."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.commands.words import programs
from podlint.pods.handlers import spoken_name

_HEAVY = frozenset(
    """
    cqlsh java kafka-topics kafka-topics.sh kubectl mongo mongosh mysql mysqladmin node nodetool npm
    php psql python python2 python3 rabbitmq-diagnostics rabbitmqctl ruby sqlcmd
    """.split()
)
"""Programs that often need a second to start or to connect on a busy node."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`Liveness probe failed` or `Readiness probe failed`, with `command "
        "timed out after 1s`; restarts under load"
    ),
    asks_for=("exec",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                exec:  # finding
                  command: [python3, /check.py]
          containers:
            - name: db
              image: mysql:8.4
              livenessProbe:
                exec:  # finding
              # ^^^^
                  command: [mysqladmin, ping]
              readinessProbe:
                exec:
                  command: [sh, -c, 'mysql -h 127.0.0.1 -e "SELECT 1"']
                timeoutSeconds: 1  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          containers:
            - name: db
              image: mysql:8.4
              livenessProbe:
                exec:
                  command: [mysqladmin, ping]
                timeoutSeconds: 5
              readinessProbe:
                exec:
                  command: [test, -f, /ready]
            - name: node
              image: node-exporter:1
              livenessProbe:
                exec:
                  command: [sh, -c, test -d /srv/node && pidof node]
        """,
)
def hasty_exec_probe(container: Container) -> Problems:
    """An exec probe gives an interpreter or a client program only one second.

    A check fails if it takes longer than `timeoutSeconds`, which is 1 by default. Since [Kubernetes
    1.20](https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes),
    this also applies to exec probes. Programs such as `python`, `mysqladmin` or `rabbitmqctl` can
    need most of that second even on an idle node. On a busy node, the probe then fails. If it is a
    liveness probe, the kubelet restarts a healthy container.

    Set `timeoutSeconds` to 5 or more, and `periodSeconds` to at least the same value.
    """
    for name, probe in container.probes:
        if probe.exec is None or probe.effective_timeout_seconds > 1:
            continue
        started = programs(probe.exec.command)
        program = next((each for each in started if each in _HEAVY), None)
        if program:
            written = probe.timeout_seconds is not None
            period = ", and `periodSeconds` as well" if probe.effective_period_seconds < 5 else ""
            yield Problem(
                f"{spoken_name(name)} of container `{container}` runs {program} with a "
                "timeout of only 1s",
                at=probe.at / ("timeoutSeconds" if written else "exec"),
                key=not written,
                why=f"Starting {program} can take most of a second even on an idle node. On a busy "
                "node, the probe then times out.",
                help=f"Set `timeoutSeconds` to 5 or more{period}.",
            )
