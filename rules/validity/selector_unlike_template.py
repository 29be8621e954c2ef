"""A selector that does not match the Pods of its own template."""

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.document.field_path import below, value_at
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.template.metadata.labels: Invalid value: `selector` does "
    "not match template `labels`",
    similar={
        "mismatching-selector": (
            "kube-linter also reports selectors that are missing or invalid, of which other rules "
            "speak."
        ),
        "deployment-pod-selector-labels-match-template-metadata-labels": (
            "kube-score reports Deployments only, and selectors that are missing as well."
        ),
        "statefulset-pod-selector-labels-match-template-metadata-labels": (
            "kube-score reports StatefulSets only, and selectors that are missing as well."
        ),
    },
    aliases=("C-0296",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web-server}  # finding
            # ^^^^^^
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
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
)
def selector_unlike_template(refused: Refused) -> Problems:
    """The selector of a workload does not select the Pods of its template.

    The controller would create Pods forever, since it would not find those that it has made;
    so the server refuses the workload. Common causes are a label that was renamed in one of the
    two places, and an overlay that adds labels to only one of them.

    Repeat in the template every label of the selector.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    data, labels = refused.at.document.data, refused.value
    spec = value_at(data, refused.at.path[:-3])
    wanted = below(below(spec, "selector"), "matchLabels") or below(spec, "selector")
    if not isinstance(wanted, dict):
        return "Repeat the labels of the selector in the template."
    for key, value in wanted.items():
        found = below(labels, key)
        if found != value:
            has = "has no such label" if found is None else f"has `{shortened(str(found), 30)}`"
            return f"Add `{key}: {value}` to the labels of the template, which {has}."
    return "Change the labels of the template so that they match matchExpressions."
