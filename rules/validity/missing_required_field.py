"""A required field that is missing."""

from podlint.authoring import (
    JSON,
    Fix,
    Problem,
    Problems,
    SetValue,
    Severity,
    Submission,
    rule,
)
from podlint.document.field_path import below, value_at
from podlint.models import DecodeFault


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="`kubectl apply` fails with `spec.containers[0].name: Required value`",
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:  # finding
          replicas: 2
          # the program
          template:
            metadata:
              labels:
                app.kubernetes.io/name: web
                app.kubernetes.io/version: "1.4"
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - emptyDir: {}  # finding
          containers:
            - name: app
              image: app:1.4
              ports:
                - name: http  # finding
                  #     ^^^^
        """,
    ),
    fixed="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 2
          selector:
            matchLabels:
              app.kubernetes.io/name: web
          # the program
          template:
            metadata:
              labels:
                app.kubernetes.io/name: web
                app.kubernetes.io/version: "1.4"
            spec:
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
          containers:
            - name: app
              image: app:1.4
              ports:
                - name: http
                  containerPort: 8080
        """,
)
def missing_required_field(submission: Submission) -> Problems:
    """A field that Kubernetes requires is missing.

    The API server rejects the object. podlint does not report missing fields in patches, because
    the object that a patch changes can have the field.

    Add the field. The fix for a workload without a selector uses the labels of its template, except
    labels that change with each release. Review this fix, because a selector cannot be changed
    later. In `extensions/v1beta1` and `apps/v1beta1`, the fix is safe: in these versions,
    Kubernetes used all labels of the template as the selector.
    """
    for fault in submission.confirmed:
        if fault.kind == "missing-required-field":
            yield Problem(
                fault.message,
                at=fault.at,
                key=fault.key,
                fix=_fix(fault, submission.object.api_version in _DEFAULTING),
                why=f"The API server rejects the {submission.kind}.",
                help=_advice(fault) or fault.help,
            )


_MOST_LABELS = 3
_LONGEST = 90
_DEFAULTING = ("apps/v1beta1", "extensions/v1beta1")
"""The API versions that set a missing selector from the labels of the template."""
_CHANGING = frozenset(
    "app.kubernetes.io/managed-by app.kubernetes.io/version chart helm.sh/chart heritage".split()
)
"""Labels that a new release or another tool changes, which a selector must not have."""


def _advice(fault: DecodeFault) -> str:
    """The selector to write for a workload, from the labels of its template."""
    if fault.at.path[-1] != "selector":
        return ""
    labels = _labels(fault)
    if not labels:
        return (
            "Add `spec.selector.matchLabels`, and the same labels in "
            "`spec.template.metadata.labels`."
        )
    shown = ", ".join(f"{key}: {value}" for key, value in list(labels.items())[:_MOST_LABELS])
    if len(shown) > _LONGEST:
        return "Add `spec.selector.matchLabels` with labels from `spec.template.metadata.labels`."
    return f"Add `selector: {{matchLabels: {{{shown}}}}}`, which are the labels of the template."


def _labels(fault: DecodeFault, changing: bool = False) -> dict[str, JSON]:
    """The labels of the template in the workload without a selector.

    Args:
        fault: The missing selector.
        changing: Also the labels that change, even if there are others.
    """
    workload = value_at(fault.at.document.data, fault.at.path[:-1])
    labels = below(below(below(workload, "template"), "metadata"), "labels")
    if not isinstance(labels, dict):
        return {}
    lasting = {key: value for key, value in labels.items() if key not in _CHANGING}
    return labels if changing else lasting or labels


def _fix(fault: DecodeFault, defaulting: bool) -> Fix | None:
    """The selector from the labels of the template, if they are known.

    Args:
        fault: The missing field.
        defaulting: The API version of the workload sets the selector in the same way.
    """
    if fault.at.path[-1] != "selector":
        return None
    labels = _labels(fault, changing=defaulting)
    if not labels or not all(isinstance(value, str) for value in labels.values()):
        return None
    edit = SetValue(fault.at.path, {"matchLabels": labels}, before="template")
    return Fix("add the selector", (edit,), safe=defaulting)
