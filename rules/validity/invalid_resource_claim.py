"""An invalid resource claim."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.resourceClaims[0]: Invalid value`, "
        "because at most one of `resourceClaimName` and "
        "`resourceClaimTemplateName` is allowed"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resourceClaims:
            - name: gpu  # finding
            #       ^^^
              resourceClaimName: gpu
              resourceClaimTemplateName: gpu
          containers:
            - name: app
              image: app:1.4
              resources:
                claims:
                  - name: gpu
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resourceClaims:
            - name: gpu
              resourceClaimName: gpu
          containers:
            - name: app
              image: app:1.4
              resources:
                claims:
                  - name: gpu
        """,
)
def invalid_resource_claim(refused: Refused) -> Problems:
    """An entry of `resourceClaims`, or a reference to an entry, is invalid.

    An entry must have a name, and either `resourceClaimName` or `resourceClaimTemplateName`. Only
    containers can use claims. Pod-level resources cannot.
    """
    yield refused.problem(
        "Move `claims` to the `resources` of the containers."
        if "pod-level" in refused.error.detail
        else "Set `name`, and either `resourceClaimName` or `resourceClaimTemplateName`."
    )
