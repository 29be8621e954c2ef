"""A selector that does not match the Pod template."""

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.document.field_path import below, value_at
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.template.metadata.labels: Invalid "
        "value: selector does not match template labels`"
    ),
    similar={
        "mismatching-selector": (
            "kube-linter also reports missing and invalid selectors. podlint has other rules for "
            "them."
        ),
        "deployment-pod-selector-labels-match-template-metadata-labels": (
            "kube-score reports only Deployments, but also missing selectors."
        ),
        "statefulset-pod-selector-labels-match-template-metadata-labels": (
            "kube-score reports only StatefulSets, but also missing selectors."
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
    """The selector of a workload does not match the labels of its Pod template.

    The controller would not find the Pods that it creates, so it would create Pods forever. The API
    server therefore rejects the workload. Common causes are a label that was renamed in only one of
    the two places, and an overlay that adds a label to only one of the two places.

    Repeat every label of the selector in the template.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    data, labels = refused.at.document.data, refused.value
    spec = value_at(data, refused.at.path[:-3])
    wanted = below(below(spec, "selector"), "matchLabels") or below(spec, "selector")
    if not isinstance(wanted, dict):
        return "Add the labels of the selector to `spec.template.metadata.labels`."
    for key, value in wanted.items():
        found = below(labels, key)
        if found != value:
            pair = f"`{shortened(str(key), 40)}: {shortened(str(value), 30)}`"
            if found is None:
                return f"Add {pair} to `spec.template.metadata.labels`."
            wrong = shortened(str(found), 30)
            return f"Set {pair} instead of `{wrong}` in `spec.template.metadata.labels`."
    return "Change `spec.template.metadata.labels` to match the selector's `matchExpressions`."
