"""A preStop hook in a container that ends by itself."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.models.workloads import RUN_TO_COMPLETION


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("preStop",),
    symptom="Completed, and what the preStop hook should have done has not been done; a Job that "
    "stays Running because its sidecar was never told to end",
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
                  lifecycle:
                    preStop:  # finding
                  # ^^^^^^^
                      exec: {command: [curl, -X, POST, "localhost:15020/quitquitquit"]}
        """,
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "0 3 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: OnFailure
                  containers:
                    - name: report
                      image: report:3
                      lifecycle:
                        preStop:  # finding
                          exec: {command: [upload-report]}
        """,
    ),
    good="""
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
                  lifecycle:
                    preStop:
                      httpGet: {path: /drain, port: 9901}
              containers:
                - name: import
                  image: import:3
                  command: [sh, -c, "import && upload-report"]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                preStop:
                  sleep: {seconds: 5}
        """,
)
def pre_stop_on_job(pod: PodTarget) -> Problems:
    """A preStop hook belongs to a container of a Job, which ends by itself.

    The kubelet runs `preStop` only when it stops a container: the Pod is deleted or evicted, a
    deadline is over, a liveness probe has failed. When the program of a Job ends, the hook does not
    run, so it can neither upload results nor tell a neighbour to end. Sidecars (`restartPolicy:
    Always` on the init container) are stopped by the kubelet, so theirs do run.

    Do the work at the end of the container's own command. To end a helper along with the Job, make
    it a sidecar.
    """
    if pod.owner.qualified_kind not in RUN_TO_COMPLETION:
        return
    for container in pod.spec.containers:
        hook = container.lifecycle.pre_stop if container.lifecycle else None
        if hook:
            yield Problem(
                f"preStop does not run when container {container.name} of a {pod.owner.kind} "
                "ends by itself, only when the Pod is deleted",
                at=hook.at,
                key=True,
                help="Do this at the end of its command.",
            )
