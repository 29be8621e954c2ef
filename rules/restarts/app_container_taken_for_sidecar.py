"""An app container with a restart policy that makes a sidecar only of init containers."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.pods.jobs import job_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="the Job never completes: its Pod shows 1/2 NotReady; before Kubernetes 1.34 kubectl "
    "apply: spec.containers[1].restartPolicy: Forbidden: may not be set for non-init containers",
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
    """An app container has `restartPolicy: Always`, which makes no sidecar of it.

    Only an init container becomes a [native
    sidecar](https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/) by it. An app
    container starts together with the others, and a Job waits for it for ever; in a Pod whose
    policy is Always anyway the field says nothing. It is new besides: before Kubernetes 1.34 the
    server refuses it on app containers, and 1.34 ignores it unless the gate ContainerRestartRules
    is on.

    Move the container to `initContainers`, or remove the field. With `restartPolicyRules`, and in a
    bare Pod of another policy, it is taken to be meant.
    """
    is_job = job_of(pod.owner) is not None
    if not is_job and pod.spec.effective_restart_policy != "Always":
        return
    for container in pod.spec.containers:
        if container.restart_policy == "Always" and not container.restart_policy_rules:
            effect = (
                "this Job never completes" if is_job else "it changes nothing, as the Pod's is too"
            )
            yield Problem(
                f"restartPolicy Always on app container {container.name} makes no sidecar of it",
                at=container.at / "restartPolicy",
                why=f"{effect}.",
                help="Move the container to initContainers, or remove the field.",
            )
