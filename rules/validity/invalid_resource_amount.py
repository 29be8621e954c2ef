"""An amount of a resource that is invalid."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].resources.limits[memory]: Invalid value: "
    "must be greater than or equal to 0",
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
                limits:
                  memory: -1Gi  # finding
                  #       ^^^^
                  nvidia.com/gpu: 500m  # finding
                  #               ^^^^
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
                  memory: 1Gi
                  nvidia.com/gpu: 1
        """,
)
def invalid_resource_amount(refused: Refused) -> Problems:
    """An amount of a resource is negative, a fraction, or does not fit.

    Amounts are not negative; extended resources are whole numbers; huge pages are multiples of
    their size and need cpu or memory next to them. No app container may have a higher limit than
    the Pod as a whole.
    """
    advice = (
        "Lower it, or raise the limit in the resources of the Pod."
        if "pod limits" in refused.error.detail
        else "Write an amount that is valid for this resource."
    )
    yield refused.problem(refused.remedy or advice)
