"""An entry of the baseline without a finding."""

from podlint.authoring import DeadBaselineEntry, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="no visible symptom; podlint would not report the problem if it reappeared",
    fragments=True,
    bad="""
        {
          "schema": "podlint-baseline/1",
          "entries": [
            {"path": "web.yaml", "rule": "missing-command", "object": "Pod/web"}  # finding
            #                            ^^^^^^^^^^^^^^^^^
          ]
        }
        """,
    good="""
        {
          "schema": "podlint-baseline/1",
          "entries": []
        }
        """,
    fixed="""
        {
          "schema": "podlint-baseline/1",
          "entries": []
        }
        """,
)
def unused_baseline_entry(entry: DeadBaselineEntry) -> Problems:
    """An entry of the baseline no longer matches a finding.

    The problem has been corrected, so the entry is not needed. If the entry stays, podlint does not
    report the problem when it reappears. podlint reports an entry only if it checked the file and
    ran the rule.

    Remove the entry: run `podlint baseline prune`, or `podlint check --fix`.
    """
    rule, place = shortened(entry.rule), shortened(entry.object or entry.path, 40)
    if entry.left:
        message = (
            f"baseline entry covers {entry.count} findings of `{rule}`, but {entry.left} "
            f"{'is' if entry.left == 1 else 'are'} left"
        )
        words = f"Set `count` to {entry.left}, or run `podlint baseline prune`."
    else:
        message = f"unused baseline entry: `{rule}` reports nothing in {place}"
        words = "Remove the entry, or run `podlint baseline prune`."
    yield Problem(message, at=entry.at, help=words, fix=entry.fix)
