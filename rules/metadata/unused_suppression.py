"""An unused suppression."""

import re

from podlint.authoring import JudgedComment, Problem, Problems, Severity, Spot, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("no visible symptom; podlint still reports a finding despite its suppression"),
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
    """A suppression comment has no effect, or names a rule that does not exist.

    Such a comment would hide a future finding that nobody has reviewed. podlint reports a
    suppression as unused only if the suppressed rule ran.

    Remove the comment, or correct the name of the rule. A comment must name the rules to suppress:
    `# podlint: ignore[rule-name] reason`.
    """
    spot = judged.comment.spot
    if not judged.comment.rules:
        yield Problem(
            "suppression comment names no rule and has no effect",
            at=spot,
            help="Write `# podlint: ignore[rule-name] reason`.",
        )
    for message in judged.unknown:
        yield _unknown(message, spot)
    for name in judged.unused:
        yield Problem(
            f"unused suppression: `{shortened(name)}` reports nothing here",
            at=spot,
            help=f"Remove `{shortened(name)}` from the comment, or remove the comment.",
        )


def _unknown(message: str, spot: Spot) -> Problem:
    """The problem for an unknown rule name; the hint in the message becomes the help."""
    said, _, hint = message.partition("; ")
    meant = re.search(r"did you mean ([\w/-]+)", hint)
    if meant:
        words = f"Write `{meant[1]}`."
    elif "similar" in hint:
        quoted = re.sub(r"^(\S+) is similar", r"`\1` is similar", hint)
        words = f"{shortened(quoted[0].upper() + quoted[1:], 150)}."
    else:
        words = "Correct the name. `podlint rules` lists all rules."
    return Problem(said, at=spot, help=words)
