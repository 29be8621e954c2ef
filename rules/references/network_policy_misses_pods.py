"""A NetworkPolicy whose selector misses Pods by a slip."""

from podlint.authoring import NetworkPolicy, ObjectSet, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="connection timed out where it should be allowed, or allowed where it should not",
    similar={
        "dangling-networkpolicy": (
            "kube-linter reports every policy that selects no Pod of the input, this rule only "
            "where labels differ by a slip."
        ),
        "networkpolicy-targets-pod": (
            "kube-score reports every policy that selects no Pod of the input, this rule only "
            "where labels differ by a slip."
        ),
        "C-0299": (
            "Kubescape reports every policy that selects no Pod of the input, this rule only "
            "where labels differ by a slip."
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
    """A NetworkPolicy selects no Pod of the unit, but some are labelled nearly so.

    A policy for no Pods forbids nothing, and peers that do not exist allow nothing. Nothing is said
    of selectors that are unlike all labels here, or that pick Pods of other namespaces.

    Write the labels of the Pods into the selector.
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
                    f"no Pod has these labels, but those of {meant.owner.kind} "
                    f"{meant.owner.name} have {has[:120]}",
                    at=selector.at,
                    key=True,
                    related=(Related("the Pods that are probably meant", meant.at),),
                    why="The policy misses them.",
                    help="Write the labels of the Pods.",
                )
