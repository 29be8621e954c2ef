"""A required field that is missing."""

from podlint.authoring import Problem, Problems, Severity, Submission, rule
from podlint.document.field_path import below, value_at
from podlint.models import DecodeFault


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="`kubectl apply` fails with `spec.containers[0].name: Required value`",
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

    The API server rejects the object. podlint does not report missing fields in patches, because
    the object that a patch changes can have the field.

    Add the field.
    """
    for fault in submission.confirmed:
        if fault.kind == "missing-required-field":
            yield Problem(
                fault.message,
                at=fault.at,
                key=fault.key,
                why=f"The API server rejects the {submission.kind}.",
                help=_advice(fault) or fault.help,
            )


_MOST_LABELS = 3
_LONGEST = 90


def _advice(fault: DecodeFault) -> str:
    """The selector to write for a workload, from the labels of its template."""
    *above, field = fault.at.path
    if field != "selector":
        return ""
    workload = value_at(fault.at.document.data, tuple(above))
    labels = below(below(below(workload, "template"), "metadata"), "labels")
    if not isinstance(labels, dict) or not labels:
        return (
            "Add `spec.selector.matchLabels`, and the same labels in "
            "`spec.template.metadata.labels`."
        )
    shown = ", ".join(f"{key}: {value}" for key, value in list(labels.items())[:_MOST_LABELS])
    if len(shown) > _LONGEST:
        return "Add `spec.selector.matchLabels` with labels from `spec.template.metadata.labels`."
    return f"Add `selector: {{matchLabels: {{{shown}}}}}`, which are the labels of the template."
