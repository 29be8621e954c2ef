"""A request of something that is not shared."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].resources.limits: Required value: Limit "
    "must be set for non overcommitable resources",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                requests:
                  nvidia.com/gpu: 1  # finding
                  #               ^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                limits:
                  nvidia.com/gpu: 1
        """,
)
def request_unlike_limit(refused: Refused) -> Problems:
    """A request of an extended resource or of huge pages has no limit that is equal.

    GPUs, other extended resources and huge pages cannot be overcommitted: the request must
    equal the limit. A limit alone is enough, the request follows it; a request alone is
    refused.

    Write the amount under `limits`.
    """
    yield refused.problem("Write the same amount under `limits` and `requests`.")
