"""A value that Kubernetes does not support."""

from podlint.authoring import Fix, Problem, Problems, SetValue, Severity, Submission, rule
from podlint.document.field_path import value_at
from podlint.models.fault import DecodeFault


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=('`kubectl apply` fails with `spec.restartPolicy: Unsupported value: "always"`'),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              imagePullPolicy: always  # finding
              #                ^^^^^^
          restartPolicy: OnFail  # finding
          #              ^^^^^^
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              imagePullPolicy: Always
          restartPolicy: OnFail
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
              imagePullPolicy: Always
          restartPolicy: OnFailure
        """,
)
def unsupported_value(submission: Submission) -> Problems:
    """A field has a value that Kubernetes does not support.

    The API server rejects the object. Values are case-sensitive.

    Use one of the values that the help lists.
    """
    for fault in submission.confirmed:
        if fault.kind == "unsupported-value":
            yield Problem(
                fault.message,
                at=fault.at,
                key=fault.key,
                fix=_fix(fault),
                why=f"The API server rejects the {submission.kind}.",
                help=fault.help,
            )


def _fix(fault: DecodeFault) -> Fix | None:
    """The fix for wrong upper or lower case. Another value must be chosen by a person."""
    written = value_at(fault.at.document.data, fault.at.path)
    meant = fault.suggestion
    if meant is None or not isinstance(written, str) or meant.lower() != written.lower():
        return None
    return Fix(f"write `{meant}`", (SetValue(fault.at.path, meant),))
