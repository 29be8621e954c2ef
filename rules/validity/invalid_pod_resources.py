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

    Pod-level resources are cpu, memory and huge pages. The Pod-level requests must cover the sum of
    the containers' requests, including the largest step of the init containers. Requests cannot
    exceed limits. The admission plugin for RuntimeClasses sets `overhead`.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    detail, path = refused.error.detail, refused.at.path
    if "overhead" in path:
        return "Remove `overhead`. The RuntimeClass sets it."
    if "windows" in detail:
        return "Move the resources to the containers."
    if refused.error.type == "Unsupported value":
        return "Move it to a container. Pod-level resources are `cpu`, `memory` and huge pages."
    if "aggregate container" in detail:
        return "Raise it to this total, or lower the amounts of the containers."
    return "Set an amount of 0 or more, with requests no higher than limits."
