"""An invalid Pod affinity."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `podAffinityTerm.topologyKey: Required value: can not be empty`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 0  # finding
                #         ^
                  podAffinityTerm:
                    topologyKey: host name  # finding
                    #            ^^^^^^^^^
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
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 50
                  podAffinityTerm:
                    topologyKey: kubernetes.io/hostname
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_pod_affinity(refused: Refused) -> Problems:
    """A Pod affinity or anti-affinity term is invalid.

    Every term needs a `topologyKey`, which is the key of a node label. A weight must be between 1
    and 100. `namespaces` must be a list of valid namespace names. `matchLabelKeys` and
    `mismatchLabelKeys` require a `labelSelector`, and each key can occur only once.
    """
    yield refused.problem(refused.remedy or "Correct the term, or remove it.")
