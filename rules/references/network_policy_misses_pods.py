"""A NetworkPolicy whose selector misses Pods because of a typo."""

from podlint.authoring import NetworkPolicy, ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`connection timed out` for connections that should work; or connections that work but "
        "should be blocked"
    ),
    similar={
        "dangling-networkpolicy": (
            "kube-linter reports every policy that selects no Pods; this rule reports only "
            "selectors with a typo."
        ),
        "networkpolicy-targets-pod": (
            "kube-score reports every policy that selects no Pods; this rule reports only "
            "selectors with a typo."
        ),
        "C-0299": (
            "Kubescape reports every policy that selects no Pods; this rule reports only "
            "selectors with a typo."
        ),
    },
    asks_for=("podSelector",),
    bad="""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: database
        spec:
          podSelector:  # finding
        # ^^^^^^^^^^^
            matchLabels: {app: database}
          ingress:
            - from:
                - podSelector:  # finding
                    matchLabels: {app: web, tier: fornt}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          selector:
            matchLabels: {app: data-base}
          template:
            metadata:
              labels: {app: data-base}
            spec:
              containers:
                - name: db
                  image: db:15
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, tier: front}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
        spec:
          podSelector:
            matchLabels: {app: web}
          ingress:
            - from:
                - podSelector:
                    matchLabels: {app: proxy}
                - podSelector:
                    matchLabels: {app: wbe}
                  namespaceSelector: {}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: nobody
        spec:
          podSelector: {}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def network_policy_misses_pods(objects: ObjectSet) -> Problems:
    """A NetworkPolicy selector matches no Pods, although Pods with almost the same labels exist.

    A policy that selects no Pods restricts nothing, and a rule whose peers match no Pods allows
    nothing. podlint does not report selectors if no Pods in the manifests have similar labels, or
    if they select Pods in other namespaces.

    Copy the labels of the Pods into the selector.
    """
    for policy in objects.whole(NetworkPolicy) if objects.complete else ():
        namespace = policy.namespace
        for selector in policy.selectors:
            labels = selector.match_labels
            if not labels or next(objects.matched(selector, namespace), None):
                continue
            meant = objects.nearly_selected(labels, namespace)
            if meant and meant.metadata:
                has = ", ".join(f"{key}={meant.metadata.labels[key]}" for key in labels)
                yield Problem(
                    f"selector of NetworkPolicy `{shortened(policy.name or '')}` matches no Pods",
                    at=selector.at,
                    key=True,
                    related=(Related("the selector is probably meant for these Pods", meant.at),),
                    why=f"The Pods of {meant.owner.kind} {shortened(meant.owner.name or '', 40)} "
                    f"have the labels `{shortened(has, 80)}`.",
                    help="Copy the labels of these Pods into the selector.",
                )
