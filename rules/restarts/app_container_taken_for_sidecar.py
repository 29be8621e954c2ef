"""An app container with the restart policy of a sidecar."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.pods.jobs import job_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the Job never completes, and its Pod shows `1/2 NotReady`; before "
        "Kubernetes 1.34, `kubectl apply` fails with "
        "`spec.containers[1].restartPolicy: Forbidden: may not be set for "
        "non-init containers`"
    ),
    asks_for=("restartPolicy",),
    fragments=True,
    bad=(
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
                - name: proxy
                  image: proxy:2
                  restartPolicy: Always  # finding
                  #              ^^^^^^
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
                - name: logs
                  image: logs:2
                  restartPolicy: Always  # finding
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
                - name: proxy
                  image: proxy:2
                  restartPolicy: Always
              containers:
                - name: import
                  image: import:3
                  restartPolicy: OnFailure
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          restartPolicy: Never
          containers:
            - name: web
              image: nginx:1.27
              restartPolicy: Always
        """,
    ),
)
def app_container_taken_for_sidecar(pod: PodTarget) -> Problems:
    """An app container has `restartPolicy: Always`, which does not make it a sidecar.

    Only an init container becomes a [native
    sidecar](https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/) with this
    field. An app container starts at the same time as the other app containers, and is restarted
    even after it succeeds, so a Job never completes. In a Pod whose own policy is `Always`, the
    field has no effect. Support for the field in app containers is recent. Before Kubernetes 1.34,
    the API server rejects it. Kubernetes 1.34 ignores it unless the feature gate
    ContainerRestartRules is enabled.

    podlint does not report containers with `restartPolicyRules`, or containers of bare Pods with
    another policy. There, the field may be intended.

    Move the container to `initContainers`, or remove the field.
    """
    is_job = job_of(pod.owner) is not None
    if not is_job and pod.spec.effective_restart_policy != "Always":
        return
    for container in pod.spec.containers:
        if container.restart_policy == "Always" and not container.restart_policy_rules:
            effect = (
                "The kubelet restarts this container even after it succeeds, so the Job never "
                "completes."
                if is_job
                else "The Pod's `restartPolicy` is `Always` anyway, so the field has no effect."
            )
            yield Problem(
                f"`restartPolicy: Always` does not make app container `{container}` a sidecar",
                at=container.at / "restartPolicy",
                why=f"Only init containers become sidecars. {effect}",
                help="Move the container to `initContainers`, or remove its `restartPolicy`.",
            )
