"""An ignore comment that silences nothing."""

from podlint.authoring import JudgedComment, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="no visible symptom: a finding that one meant to silence is still there",
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            # podlint: ignore[privileged-contaner] needed for the bridge  # finding
            - name: app
              image: app:1.4  # podlint: ignore the tag is checked elsewhere  # finding
              #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              tty: true  # podlint: ignore[unused-suppression]  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          # The proxy must ignore[everything], podlint: it is old.
          containers:
            - name: app
              image: app:1.4
        """,
)
def unused_suppression(judged: JudgedComment) -> Problems:
    """An ignore comment silences nothing, or names a rule that does not exist.

    Such a comment hides the next finding that nobody has seen yet. Only rules that ran are judged.

    Remove the comment, or correct the rule's name. A comment must name the rules it means:
    `# podlint: ignore[rule-name] reason`.
    """
    spot = judged.comment.spot
    if not judged.comment.rules:
        yield Problem(
            "this comment names no rule and silences nothing",
            at=spot,
            help="Write ignore[rule-name] and why.",
        )
    for message in judged.unknown:
        yield Problem(message, at=spot)
    for name in judged.unused:
        yield Problem(
            f"nothing to silence for {name} here any more",
            at=spot,
            help="Remove the comment.",
        )
