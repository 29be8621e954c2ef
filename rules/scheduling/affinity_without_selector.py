"""An affinity to Pods that selects no Pods."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.scheduling.pod_terms import pod_terms


@rule(
    severity=Severity.WARNING,
    since="0.2",
    at_most=Severity.ERROR,
    static_pods=False,
    symptom=(
        "Pending; the event `FailedScheduling` with `node(s) didn't match pod affinity rules`; "
        "or replicas on one node despite `podAntiAffinity`"
    ),
    asks_for=("podAffinity", "podAntiAffinity"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          affinity:
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname  # finding
                # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname  # finding
                  namespaces: [shop]
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 1
                  podAffinityTerm:
                    topologyKey: topology.kubernetes.io/zone
                    labelSelector: null  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          affinity:
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector: {}
                - topologyKey: kubernetes.io/hostname
                  labelSelector: ${SELECTOR}
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchExpressions:
                      - {key: app, operator: Exists}
          containers:
            - name: app
              image: app:1.4
        """,
)
def affinity_without_selector(pod: PodTarget) -> Problems:
    """A Pod affinity or anti-affinity has no `labelSelector`, so it selects no Pods.

    Without a selector, a term matches no Pods. An empty selector (`{}`) matches all Pods. No node
    meets a required affinity without a selector, so the Pod stays Pending. An anti-affinity or a
    preference without a selector has no effect.

    Set `labelSelector`.
    """
    for each in pod_terms(pod):
        term = each.term
        if term.label_selector is not None or term.is_unknown("labelSelector"):
            continue
        fatal = each.near and each.required
        side = "affinity" if each.near else "anti-affinity"
        yield Problem(
            f"Pod {side} has no `labelSelector`, so it selects no Pods",
            severity=Severity.ERROR if fatal else None,
            at=term.at / "labelSelector",
            why="No node has such Pods, so this Pod stays Pending."
            if fatal
            else "The term has no effect.",
            help="Set `labelSelector`. An empty selector (`{}`) selects all Pods of the namespace.",
        )
