"""An invalid node selector."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `matchExpressions[0].values: Required value: "
        "must be specified single value when operator is Lt or Gt`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            disk type: ssd  # finding
            #          ^^^
          affinity:
            nodeAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 200  # finding
                #         ^^^
                  preference:
                    matchExpressions:
                      - key: cores
                        operator: Gt
                        values: ["8", "16"]  # finding
                      # ^^^^^^
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            example.com/disk-type: ssd
          affinity:
            nodeAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 100
                  preference:
                    matchExpressions:
                      - {key: cores, operator: Gt, values: ["8"]}
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_node_selector(refused: Refused) -> Problems:
    """A `nodeSelector` or a node affinity is invalid.

    Keys and values follow the rules for labels. The operators In and NotIn require values, Gt and
    Lt require exactly one value, and Exists and DoesNotExist do not allow values. A required
    affinity needs at least one term. A weight must be between 1 and 100. `matchFields` supports
    only `metadata.name`, with one value.
    """
    yield refused.problem(refused.remedy or "Correct the requirement, or remove it.")
