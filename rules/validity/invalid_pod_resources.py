"""Resources of the Pod that contradict those of its containers."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.resources.requests[cpu]: Invalid value: must be greater "
    "than or equal to aggregate container requests",
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
    """The resources of the Pod as a whole, or its overhead, are refused.

    At the level of the Pod only cpu, memory and huge pages may be given. The requests must
    cover what the containers request together, the largest step of the init containers
    included; requests may not exceed limits. `overhead` is set by the admission of runtime classes.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    detail, path = refused.error.detail, refused.at.path
    if "overhead" in path:
        return "Remove overhead: the runtime class sets it."
    if "windows" in detail:
        return "Move the resource to the containers."
    if refused.error.type == "Unsupported value":
        return "Move it to a container: a Pod as a whole takes only cpu, memory and huge pages."
    if "aggregate container" in detail:
        return "Raise it to that sum, or lower the amounts of the containers."
    return "Write an amount of 0 or more, with requests no higher than limits."
