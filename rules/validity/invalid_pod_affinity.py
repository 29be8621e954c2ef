"""An affinity to Pods that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: podAffinityTerm.topologyKey: Required value: can not be empty",
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

    Every term needs a `topologyKey`, which is the key of a node label; weights are 1 to 100;
    namespaces are names; `matchLabelKeys` and `mismatchLabelKeys` need a `labelSelector` and no
    key twice.
    """
    yield refused.problem(refused.remedy or "Correct the term, or remove it.")
