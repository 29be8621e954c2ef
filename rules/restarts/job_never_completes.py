"""A Job whose containers all run until they are stopped."""

from podlint.authoring import Container, Job, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line, shortened
from podlint.pods.commands.words import command_line, never_ends
from podlint.pods.images.families import serves
from podlint.pods.jobs import job_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the Job shows `COMPLETIONS 0/1` forever while its Pod is Running; runs of a CronJob "
        "pile up"
    ),
    asks_for=("Job", "CronJob"),
    bad=(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: web  # finding
                  #     ^^^
                  image: nginx:1.27
                - name: cache
                  image: redis:7.4
        """,
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: clean
        spec:
          schedule: "@hourly"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: OnFailure
                  containers:
                    - name: clean  # finding
                      image: tools:3
                      command: [sh, -c, "while true; do clean; sleep 60; done"]
        """,
    ),
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
                - name: cache
                  image: redis:7.4
                  restartPolicy: Always
              containers:
                - name: import
                  image: postgres:17
                  command: [pg_restore, /backup]
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: load
        spec:
          activeDeadlineSeconds: 600
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: load
                  image: load:2
                  command: [sh, -c, "while true; do wget -q http://web; done"]
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: nginx:1.27
        """,
    ),
)
def job_never_completes(pod: PodTarget) -> Problems:
    """A Job runs only programs that never exit.

    A Job is complete when its containers have exited successfully. A server image without a
    command, `sleep infinity` or an endless loop runs until it is stopped. The Job stays active
    forever, and the resources that its Pod requests stay reserved.

    podlint does not report a Job with `activeDeadlineSeconds`. For a Job in which some containers
    exit and others do not, see `sidecar-in-job`.

    Use a Deployment for a program that keeps running. For a Job, write a command that exits.
    """
    job = job_of(pod.owner)
    if job is None or not pod.spec.containers:
        return
    if pod.spec.active_deadline_seconds is not None or job.active_deadline_seconds is not None:
        return
    reasons = [_never_ends(each) for each in pod.spec.containers]
    if all(reasons):
        container = pod.spec.containers[0]
        is_job = isinstance(pod.owner, Job)
        effect = (
            "The Job never completes, and the resources that its Pod requests stay reserved."
            if is_job
            else "The CronJob's Jobs never complete, and the resources that their Pods request "
            "stay reserved."
        )
        yield Problem(
            f"container `{container}` in a {pod.owner.kind} runs `{reasons[0]}`, which never exits",
            at=container.at / "name",
            why=effect,
            help="Write a `command` that exits, or use a Deployment instead of the "
            f"{pod.owner.kind}.",
        )


def _never_ends(container: Container) -> str | None:
    """The command or image of a container that certainly runs until it is stopped."""
    endless = never_ends(command_line(container))
    if endless:
        first, more, _ = endless.partition(";")
        return one_line(first, 40) + ("..." if more else "")
    return shortened(container.image or "", 40) if serves(container) else None
