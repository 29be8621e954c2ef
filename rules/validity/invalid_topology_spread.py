"""An invalid topology spread constraint."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with "
        "`spec.topologySpreadConstraints[0].minDomains: Invalid value: can only "
        "use minDomains if whenUnsatisfiable=DoNotSchedule`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          topologySpreadConstraints:
            - maxSkew: -1  # finding
            #          ^^
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: ScheduleAnyway
              minDomains: 2  # finding
              #           ^
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
          topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: DoNotSchedule
              minDomains: 2
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_topology_spread(refused: Refused) -> Problems:
    """A topology spread constraint is invalid.

    `maxSkew` must be at least 1. `topologyKey` and `whenUnsatisfiable` are required, and each
    combination of the two can occur only once. `minDomains` requires `whenUnsatisfiable:
    DoNotSchedule`.
    """
    yield refused.problem(refused.remedy or "Correct the constraint, or remove it.")
