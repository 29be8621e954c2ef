"""A Job all of whose containers run until they are stopped."""

from podlint.authoring import Container, Job, PodTarget, Problem, Problems, Severity, rule
from podlint.pods.commands.words import command_line, never_ends
from podlint.pods.images.families import serves
from podlint.pods.jobs import job_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="the Job shows COMPLETIONS 0/1 for ever and its Pod is Running; runs of a CronJob pile "
    "up",
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
    """A Job runs something that never ends.

    A Job is complete when its containers have ended with success. The image of a server without a
    command, `sleep infinity` or a loop without a way out run until they are stopped, so the Job
    stays active for ever and keeps what it has reserved. `sidecar-in-job` speaks of Jobs that have
    both: work that ends, and something beside it that does not.

    Use a Deployment for what is to run on; for a Job, write a command that ends. With
    `activeDeadlineSeconds` nothing is reported.
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
        effect = "this Job never completes" if is_job else "the Jobs of this CronJob never complete"
        yield Problem(
            f"container {container.name} runs {reasons[0]}, which never ends, so {effect}",
            at=container.at / "name",
            help="Write a command that ends, or use a Deployment.",
        )


def _never_ends(container: Container) -> str | None:
    """What in a container runs until it is stopped, if that is certain."""
    endless = never_ends(command_line(container))
    if endless:
        return f"`{endless[:60]}`"
    return container.image if serves(container) else None
