"""A suppression without a reason."""

from podlint.authoring import JudgedSuppression, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.INFO,
    at_most=Severity.WARNING,
    since="0.2",
    symptom="no visible symptom; nobody knows whether the suppressed finding still matters",
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
              securityContext:
                privileged: true  # podlint: ignore[privileged-container]  # finding
                #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
              securityContext:
                privileged: true  # podlint: ignore[privileged-container] loads a module
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
              securityContext:
                privileged: true
        """,
)
def suppression_without_reason(judged: JudgedSuppression) -> Problems:
    """A suppression does not state why the problem is accepted.

    Without a reason, nobody can tell later whether the suppression is still justified. The setting
    `require-reason` makes this a warning.

    Write the reason after the brackets of a comment, after the colon in an annotation, or in
    `reason` of an exception. The fix removes the suppression, and podlint then reports the finding
    again. Use the fix only if nobody can explain the suppression.
    """
    for each in judged.unexplained:
        yield Problem(
            f"suppression of `{shortened(each.text)}` has no reason",
            at=judged.at,
            help="State why the problem is accepted, or remove the suppression.",
            severity=Severity.WARNING if judged.reason_required else None,
            fix=judged.withdrawal,
        )
