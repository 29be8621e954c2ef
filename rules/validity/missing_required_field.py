"""A required field that is missing."""

from podlint.authoring import Problem, Problems, Severity, Submission, rule
from podlint.document.field_path import below, value_at
from podlint.models import DecodeFault


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].name: Required value",
    bad="""
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

    The API server refuses the object. Patches are not checked: the object that
    they change may have the field.

    Add the field.
    """
    for fault in submission.confirmed:
        if fault.kind == "missing-required-field":
            yield Problem(
                fault.message,
                at=fault.at,
                key=fault.key,
                why=f"The API server rejects the {submission.kind} without it.",
                help=_advice(fault) or fault.help,
            )


_MOST_LABELS = 3
_LONGEST = 90


def _advice(fault: DecodeFault) -> str:
    """For the selector of a workload, the one that fits its template."""
    *above, field = fault.at.path
    if field != "selector":
        return ""
    workload = value_at(fault.at.document.data, tuple(above))
    labels = below(below(below(workload, "template"), "metadata"), "labels")
    if not isinstance(labels, dict) or not labels:
        return "Write selector.matchLabels, and the same labels in the template."
    shown = ", ".join(f"{key}: {value}" for key, value in list(labels.items())[:_MOST_LABELS])
    if len(shown) > _LONGEST:
        return "Write selector.matchLabels with labels of the template."
    return f"Write `selector: {{matchLabels: {{{shown}}}}}`, as in the template."
