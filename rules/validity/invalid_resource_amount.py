"""An invalid amount of a resource."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with "
        "`spec.containers[0].resources.limits[memory]: Invalid value: must be "
        "greater than or equal to 0`"
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
    """An amount of a resource is negative, a fraction, or too large.

    Amounts cannot be negative. Extended resources must be whole numbers. Huge pages must be
    multiples of their page size, and the container must also request cpu or memory. The limit of an
    app container cannot exceed the limit of the Pod.
    """
    advice = (
        "Lower this limit, or raise the Pod-level limit in `spec.resources.limits`."
        if "pod limits" in refused.error.detail
        else "Set an amount that is valid for this resource."
    )
    yield refused.problem(refused.remedy or advice)
