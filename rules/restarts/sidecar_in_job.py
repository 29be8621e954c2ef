"""A container of a Job that never exits, next to one that does."""

from collections.abc import Iterator

from podlint.authoring import Container, PodTarget, Problem, Problems, Severity, rule
from podlint.pods.commands.words import command_line, never_ends
from podlint.pods.images.families import serves
from podlint.pods.images.reference import parse_image
from podlint.pods.jobs import job_of

_SIDECARS = frozenset(
    """
    cloud-sql-proxy cloudsql-docker/gce-proxy envoyproxy/envoy fluent/fluent-bit fluent/fluentd
    gce-proxy istio/proxyv2 linkerd/proxy fluent-bit proxyv2 alloydb-auth-proxy
    """.split()
)
"""Images of programs that serve another container until they are stopped."""

_STOPS_A_NEIGHBOUR = ("quitquitquit", "kill", "exit-zero-on-sigterm", "shutdown")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the Job never completes, and its Pod shows `1/2 NotReady`; runs of a CronJob are "
        "skipped or pile up"
    ),
    asks_for=("Job", "CronJob"),
    bad="""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: import
                  image: import:3
                - name: proxy  # finding
                  #     ^^^^^
                  image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14
                - name: logs  # finding
                  image: busybox:1.36
                  command: [sh, -c, tail -F /var/log/import]
                - name: cache  # finding
                  image: redis:7.4
        """,
    good=(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: Never
              initContainers:
                - name: proxy
                  image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14
                  restartPolicy: Always
              containers:
                - name: import
                  image: import:3
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: import
                  image: import:3
                  command: [sh, -c, import; curl -X POST localhost:9091/quitquitquit]
                - name: proxy
                  image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14
        """,
    ),
)
def sidecar_in_job(pod: PodTarget) -> Problems:
    """A Job has an additional app container that never exits and that nothing stops.

    A Job is complete when all its app containers have exited. A proxy or a log reader next to the
    main container never exits, so the Job stays active forever although its work is done. podlint
    does not report Pods in which a command stops the other container, for example with
    `quitquitquit` or `kill`.

    Make the container a [native
    sidecar](https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/): an init
    container with `restartPolicy: Always` (Kubernetes 1.29 and later). The kubelet stops sidecars
    when the main container has exited.
    """
    containers = pod.spec.containers
    if job_of(pod.owner) is None or len(containers) < 2:
        return
    if any(
        word in text for each in containers for text in _texts(each) for word in _STOPS_A_NEIGHBOUR
    ):
        return
    endless = [each for each in containers if _runs_on(each) and not each.restart_policy]
    for container in endless if len(endless) < len(containers) else ():
        yield Problem(
            f"container `{container}` never exits and keeps this Job from completing",
            at=container.at / "name",
            why="A Job is complete only when all its app containers have exited.",
            help="Move the container to `initContainers` with `restartPolicy: Always`, which makes "
            "it a sidecar.",
        )


def _texts(container: Container) -> Iterator[str]:
    yield from container.command
    yield from container.args


def _runs_on(container: Container) -> bool:
    image = parse_image(container.image or "")
    path = image.path if image else ""
    known = path in _SIDECARS or path.rpartition("/")[2] in _SIDECARS or serves(container)
    return bool(known) or never_ends(command_line(container)) is not None
