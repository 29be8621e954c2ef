"""A value that is none of those allowed."""

from podlint.authoring import Fix, Problem, Problems, SetValue, Severity, Submission, rule
from podlint.document.field_path import value_at
from podlint.models.fault import DecodeFault


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom='kubectl apply: spec.restartPolicy: Unsupported value: "always"',
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
    """A value is none of those that its field allows.

    The API server refuses the object. Such values are names, upper and lower case matter.

    Write one of the values that the message lists.
    """
    for fault in submission.confirmed:
        if fault.kind == "unsupported-value":
            yield Problem(fault.message, at=fault.at, key=fault.key, fix=_fix(fault))


def _fix(fault: DecodeFault) -> Fix | None:
    """The mend of a slip of upper and lower case; any other value is for a person to choose."""
    written = value_at(fault.at.document.data, fault.at.path)
    meant = fault.suggestion
    if meant is None or not isinstance(written, str) or meant.lower() != written.lower():
        return None
    return Fix(f"write {meant}", (SetValue(fault.at.path, meant),))
