"""A deadline of a Job's Pods instead of the Job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import CronJob, Job, PodTarget, Problem, Problems, Severity, rule

if TYPE_CHECKING:
    from podlint.models.job import JobSpec


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`DeadlineExceeded` in several Pods, and a Job that runs longer than its deadline",
    asks_for=("activeDeadlineSeconds",),
    bad="""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          backoffLimit: 6
          template:
            spec:
              restartPolicy: OnFailure
              activeDeadlineSeconds: 60  # finding
              #                      ^^
              containers:
                - name: import
                  image: import:1.4
        """,
    good=(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          activeDeadlineSeconds: 60
          template:
            spec:
              restartPolicy: OnFailure
              containers:
                - name: import
                  image: import:1.4
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: both
        spec:
          activeDeadlineSeconds: 600
          template:
            spec:
              restartPolicy: Never
              activeDeadlineSeconds: 60
              containers:
                - name: import
                  image: import:1.4
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: one-try
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              activeDeadlineSeconds: 60
              containers:
                - name: import
                  image: import:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: once
        spec:
          restartPolicy: Never
          activeDeadlineSeconds: 60
          containers:
            - name: import
              image: import:1.4
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: each-index
        spec:
          completionMode: Indexed
          completions: 5
          backoffLimitPerIndex: 1
          template:
            spec:
              restartPolicy: Never
              activeDeadlineSeconds: 60
              containers:
                - name: import
                  image: import:1.4
        """,
    ),
)
def deadline_of_each_try(pod: PodTarget) -> Problems:
    """`activeDeadlineSeconds` is in the Pod template of a Job, and the Job itself has no deadline.

    In the template, the deadline applies to each Pod. When it expires, the Pod fails, and the Job
    creates another Pod, until `backoffLimit` is reached (6 by default). A Job then runs up to seven
    times as long ([Job termination and
    cleanup](https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup)).

    Move `activeDeadlineSeconds` to the `spec` of the Job, or set both.
    """
    job = _job_of(pod)
    seconds = pod.spec.active_deadline_seconds
    if job is None or seconds is None or job.active_deadline_seconds is not None:
        return
    if job.backoff_limit == 0 or job.backoff_limit_per_index is not None or job.pod_failure_policy:
        return
    tries = (6 if job.backoff_limit is None else job.backoff_limit) + 1
    yield Problem(
        f"deadline of {seconds}s applies to each of up to {tries} Pods of the {pod.owner.kind}",
        at=pod.spec.at / "activeDeadlineSeconds",
        why="When a Pod exceeds its deadline, the Job creates another Pod, until `backoffLimit` is "
        "reached.",
        help="Move `activeDeadlineSeconds` to the `spec` of the Job, or also set it there.",
    )


def _job_of(pod: PodTarget) -> JobSpec | None:
    owner = pod.owner
    if isinstance(owner, CronJob):
        return owner.spec.job_template.spec if owner.spec and owner.spec.job_template else None
    return owner.spec if isinstance(owner, Job) else None
