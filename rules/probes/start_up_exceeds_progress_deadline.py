"""A Deployment that gives up on Pods which may still start."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import SetValue
from podlint.finding import Fix, Problem, Profile, Related, Severity
from podlint.models.deployment import Deployment
from podlint.rule import rule


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="ProgressDeadlineExceeded: Deployment has timed out progressing, and a pipeline fails, "
    "while the Pods are still starting",
    mission=(13,),
    fields=("startupProbe",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          progressDeadlineSeconds: 300
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  startupProbe:
                    httpGet: {path: /ready, port: 8080}
                    periodSeconds: 10
                    failureThreshold: 60  # finding
                    #                 ^^
        """,
    fixed="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          progressDeadlineSeconds: 660
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  startupProbe:
                    httpGet: {path: /ready, port: 8080}
                    periodSeconds: 10
                    failureThreshold: 60
        """,
    good="""
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
                - name: app
                  image: app:1.4
                  startupProbe:
                    httpGet: {path: /ready, port: 8080}
                    periodSeconds: 10
                    failureThreshold: 60
        """,
)
def start_up_exceeds_progress_deadline(deployment: Deployment) -> Iterator[Problem]:
    """A startup probe allows more time than the Deployment waits for progress.

    A Deployment whose Pods do not become ready within [`progressDeadlineSeconds`](https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds)
    (600 by default) is reported as failed, and `kubectl rollout status` ends with an error,
    although the Pod's own startup probe still gives it time.

    Raise `progressDeadlineSeconds` above the probe's time, or lower `failureThreshold`.
    """
    spec = deployment.spec
    pod = spec.template.spec if spec and spec.template else None
    if spec is None or pod is None:
        return
    written = spec.progress_deadline_seconds
    deadline = 600 if written is None else written
    containers = (*pod.init_containers, *pod.containers)
    probed = [(each, each.startup_probe) for each in containers if each.startup_probe]
    if not probed:
        return
    from podlint.lifecycle import start_up_budget

    for container, probe in probed:
        budget = start_up_budget(container)
        if budget is None or budget.least <= deadline:
            continue
        enough = budget.least + probe.effective_period_seconds + 60
        yield Problem(
            f"the startup probe of container {container.name} allows it {budget.least} s, and the "
            f"Deployment counts as failed after {deadline} s; raise progressDeadlineSeconds to "
            f"{enough}, or lower failureThreshold",
            at=probe.at / "failureThreshold",
            related=(Related("the deadline", spec.at / "progressDeadlineSeconds"),)
            if written is not None
            else (),
            fix=Fix(
                f"set progressDeadlineSeconds to {enough}",
                (SetValue((spec.at / "progressDeadlineSeconds").path, enough),),
                safe=False,
            ),
        )
