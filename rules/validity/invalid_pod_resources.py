"""Invalid Pod-level resources."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.resources.requests[cpu]: Invalid "
        "value: must be greater than or equal to aggregate container requests`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources:
            requests:
              cpu: 500m  # finding
              #    ^^^^
              ephemeral-storage: 1Gi  # finding
              #                  ^^^
          containers:
            - name: app
              image: app:1.4
              resources:
                requests: {cpu: 1}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources:
            requests:
              cpu: 1
          containers:
            - name: app
              image: app:1.4
              resources:
                requests: {cpu: 1}
        """,
)
def invalid_pod_resources(refused: Refused) -> Problems:
    """The Pod-level resources or the overhead of a Pod are invalid.

    Pod-level resources can be cpu, memory and huge pages. The Pod-level requests must be at least
    the total that the containers request at the same time, including init containers. Requests
    cannot exceed limits. The API server sets `overhead` from the RuntimeClass.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    detail, path = refused.error.detail, refused.at.path
    if "overhead" in path:
        return "Remove `overhead`. The API server sets it from the RuntimeClass."
    if "windows" in detail:
        return "Move the resources to the containers."
    if refused.error.type == "Unsupported value":
        return (
            "Move it to a container. Pod-level resources can only be `cpu`, `memory` and "
            "huge pages."
        )
    if "aggregate container" in detail:
        return "Raise this amount to the containers' total, or lower the containers' amounts."
    return "Set an amount of 0 or more, and requests that do not exceed limits."
