"""An unused suppression."""

from podlint.authoring import JudgedSuppression, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="no visible symptom; podlint still reports a finding despite its suppression",
    fragments=True,
    bad=(
        """
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
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            podlint.dev/ignore: "unused-suppression: not needed any more"  # finding
            #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    ),
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
    fixed=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              tty: true
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def unused_suppression(judged: JudgedSuppression) -> Problems:
    """A suppression has no effect, or names a rule that does not exist.

    Such a suppression would hide a future finding that nobody has reviewed. podlint reports a
    suppression as unused only if the suppressed rule ran. It reports an entry of the settings or
    the exceptions only if the run checks all files of the project.

    Remove the suppression, or correct the name of the rule. A comment must name the rules to
    suppress: `# podlint: ignore[rule-name] reason`.
    """
    if judged.empty:
        yield Problem(
            f"suppression {judged.kind} names no rule and has no effect",
            at=judged.at,
            help="Write `# podlint: ignore[rule-name] reason`.",
            fix=judged.withdrawal,
        )
    for each in judged.unknown:
        yield Problem(each.message, at=judged.at, help=each.help, fix=judged.correction)
    for each in judged.unused:
        name = shortened(each.text)
        yield Problem(
            f"unused suppression: `{name}` reports nothing here",
            at=judged.at,
            help=f"Remove `{name}` from the {judged.kind}, or remove the {judged.kind}.",
            fix=judged.removal,
        )
