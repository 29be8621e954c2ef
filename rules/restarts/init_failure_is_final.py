"""An init container that gets one try only."""

from podlint.authoring import Pod, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.pods.jobs import job_of


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Init:Error: the Pod is in phase Failed and nothing starts it again",
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
    """One failure of an init container fails the Pod, and nothing makes another one.

    With `restartPolicy: Never` an init container is not tried again either: a name that is not
    resolved at once, or a server that is not up yet, ends the Pod before its work began. A Job
    makes a new Pod, unless its `backoffLimit` is 0.

    Use `restartPolicy: OnFailure`, a Job, or let the init container try several times by itself.
    """
    if pod.spec.restart_policy != "Never" or not _has_one_try(pod):
        return
    first = next((each for each in pod.spec.init_containers if not each.restart_policy), None)
    if first is not None:
        is_job = job_of(pod.owner) is not None
        advice = "raise backoffLimit" if is_job else "use restartPolicy OnFailure, or a Job"
        yield Problem(
            f"restartPolicy Never gives init container {first.name} one try",
            at=pod.at / "restartPolicy",
            related=(Related("this init container", first.at / "name"),),
            why="If it fails, the Pod fails for good.",
            help=f"{advice}.",
        )


def _has_one_try(pod: PodTarget) -> bool:
    """Whether nothing makes another Pod when this one fails."""
    job = job_of(pod.owner)
    return job.backoff_limit == 0 if job else isinstance(pod.owner, Pod)
