"""An init container that gets only one attempt."""

from podlint.authoring import Pod, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.pods.jobs import job_of


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=("`Init:Error`; the Pod is in phase Failed, and no new Pod starts"),
    asks_for=("initContainers",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: import
        spec:
          restartPolicy: Never  # finding
          #              ^^^^^
          initContainers:
            - name: fetch
              image: curlimages/curl:8.11.0
              args: [-fo, /data/in, "http://files/in"]
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
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never  # finding
              initContainers:
                - name: fetch
                  image: curlimages/curl:8.11.0
                  args: [-fo, /data/in, "http://files/in"]
              containers:
                - name: import
                  image: import:3
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: import
        spec:
          restartPolicy: Never
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
            - name: fetch
              image: curlimages/curl:8.11.0
              restartPolicy: OnFailure
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
              initContainers:
                - name: fetch
                  image: curlimages/curl:8.11.0
              containers:
                - name: import
                  image: import:3
        """,
    ),
)
def init_failure_is_final(pod: PodTarget) -> Problems:
    """If an init container fails once, the whole Pod fails, and nothing replaces it.

    With `restartPolicy: Never`, the kubelet also does not restart init containers. If a host name
    cannot be resolved immediately, or a server is not up yet, the Pod fails before its app
    containers start. A Job creates a new Pod unless its `backoffLimit` is 0.

    Use `restartPolicy: OnFailure` or a Job with a `backoffLimit` of 1 or more, or make the init
    container's command retry.
    """
    if pod.spec.restart_policy != "Never" or not _has_one_try(pod):
        return
    first = next((each for each in pod.spec.init_containers if not each.restart_policy), None)
    if first is not None:
        is_job = job_of(pod.owner) is not None
        advice = (
            "Set the Job's `backoffLimit` to 1 or more."
            if is_job
            else "Set `restartPolicy: OnFailure`, or use a Job."
        )
        yield Problem(
            f"`restartPolicy: Never` gives init container `{first}` only one attempt",
            at=pod.at / "restartPolicy",
            related=(Related("this init container gets only one attempt", first.at / "name"),),
            why="If the init container fails once, the Pod fails permanently, and nothing replaces "
            "it.",
            help=advice,
        )


def _has_one_try(pod: PodTarget) -> bool:
    """Whether nothing creates another Pod when this one fails."""
    job = job_of(pod.owner)
    return job.backoff_limit == 0 if job else isinstance(pod.owner, Pod)
