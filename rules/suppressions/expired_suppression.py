"""A suppression that has expired, or that expires soon."""

from podlint.authoring import JudgedSuppression, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="no visible symptom; podlint reports the finding again, despite its suppression",
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app  # podlint: ignore[missing-command until=2021-06-30] known  # finding
              #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            podlint.dev/ignore: |  # finding
              missing-command until=2021-06-30: known
              privileged-container: loads a kernel module
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
          containers:
            - name: app
              image: app:1.4  # podlint: ignore[missing-command until=2998-12-31] known
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
              image: app
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            podlint.dev/ignore: "privileged-container: loads a kernel module"
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def expired_suppression(judged: JudgedSuppression) -> Problems:
    """A suppression has expired, or expires soon.

    After the day in `until`, a suppression has no effect, and podlint reports the finding again.
    podlint warns about the suppression 14 days before that day. The setting `notice-days` changes
    this number.

    Correct the suppressed problem, or review the suppression and set a later day. The setting
    `severity: {expired-suppression: info}` keeps the warning from failing a run.
    """
    for each in judged.expired:
        name = shortened(each.text)
        yield Problem(
            f"expired suppression: `{name}` has had no effect since {each.until}",
            at=judged.at,
            help=f"Correct the problem and remove `{name}`, or set a later day.",
            fix=judged.removal,
        )
    for each in judged.expiring:
        yield Problem(
            f"suppression `{shortened(each.text)}` expires {_when(each.days_left)}",
            at=judged.at,
            why="podlint then reports the finding again.",
            help="Correct the problem, or set a later day.",
        )


def _when(days: int) -> str:
    if days == 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"
