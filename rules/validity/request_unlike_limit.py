"""A request that differs from its limit."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].resources.limits: "
        "Required value: Limit must be set for non overcommitable resources`"
    ),
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
    """A request for an extended resource or huge pages is not equal to its limit.

    GPUs, other extended resources and huge pages cannot be overcommitted, so the request must equal
    the limit. The API server rejects a request without a limit. A limit alone is enough, because
    the default of the request is the limit.

    Set the amount in `limits`.
    """
    yield refused.problem("Set the same amount in `resources.limits` and `resources.requests`.")
