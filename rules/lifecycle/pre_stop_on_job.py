"""A preStop hook in a container that exits by itself."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.models.workloads import RUN_TO_COMPLETION


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("preStop",),
    symptom="a Completed Job whose `preStop` hook has not run; a Job that stays Running because "
    "its helper container was never stopped",
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
    """A container of a Job has a `preStop` hook, which does not run when the Job completes.

    The kubelet runs `preStop` only when it stops a container, for example because the Pod is
    deleted or evicted, a deadline has passed, or a liveness probe has failed. When the program of a
    Job exits by itself, the hook does not run, so the hook can neither upload results nor stop
    another container.

    podlint does not report sidecars (init containers with `restartPolicy: Always`), because the
    kubelet stops them, so their hooks run.

    Do the work at the end of the container's own command. To stop a helper container when the Job
    completes, make it a sidecar.
    """
    if pod.owner.qualified_kind not in RUN_TO_COMPLETION:
        return
    for container in pod.spec.containers:
        hook = container.lifecycle.pre_stop if container.lifecycle else None
        if hook:
            yield Problem(
                f"`preStop` hook of container `{container}` does not run when the Job completes",
                at=hook.at,
                key=True,
                why="The kubelet runs `preStop` only when it stops the container, for example when "
                "the Pod is deleted.",
                help="Move this work to the end of the container's `command`.",
            )
