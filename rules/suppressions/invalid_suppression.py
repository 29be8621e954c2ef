"""A suppression that is malformed, or that lasts too long."""

from podlint.authoring import JudgedSuppression, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="no visible symptom; podlint still reports a finding despite its suppression",
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            podlint.dev/ignore: "privileged-container because it loads a module"  # finding
            #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        spec:
          containers:
            - name: app
              image: app  # podlint: ignore[missing-command until=2027-02-30] known  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            podlint.dev/ignore: "privileged-container@app until=2998-12-31: loads a module"
        spec:
          containers:
            - name: app
              image: app:1.4  # podlint: ignore[missing-command] known
        """,
)
def invalid_suppression(judged: JudgedSuppression) -> Problems:
    """A suppression is malformed, or lasts longer than the settings allow.

    An invalid suppression suppresses nothing. In a comment, write
    `# podlint: ignore[rule-name until=YYYY-MM-DD] reason`. In the annotation `podlint.dev/ignore`,
    write `rule-name@container until=YYYY-MM-DD: reason`, and separate several entries with `;` or
    line breaks. The container, `until` and the reason are optional.

    If the setting `max-lifetime` limits how long exceptions may last, each exception needs a day in
    `until` that is not too far away.
    """
    for each in judged.invalid:
        yield Problem(each.message, at=judged.at, help=each.help)
