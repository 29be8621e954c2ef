"""An invalid label selector in a Pod."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `labelSelector.matchExpressions[0].values: "
        "Required value: must be specified when operator is In or NotIn`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchExpressions:
                      - key: app
                        operator: In
                        values: []  # finding
                      # ^^^^^^
                      - key: tier
                        operator: Exists
                        values: [web]  # finding
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
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchExpressions:
                      - {key: app, operator: In, values: [web]}
                      - {key: tier, operator: Exists}
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_label_selector(refused: Refused) -> Problems:
    """A label selector in a Pod's affinity or topology spread constraints is invalid.

    The operators are In and NotIn, which require values, and Exists and DoesNotExist, which do not
    allow values. Keys and values follow the rules for labels.
    """
    yield refused.problem(refused.remedy or "Correct the requirement, or remove it.")
