"""A number that is no file mode."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.rule import rule
from podlint.submission import Submission
from podlint.verdict import refusals


@rule(
    severity=Severity.ERROR,
    profile=Profile.MINIMAL,
    since="0.1",
    symptom="kubectl apply: spec.volumes[0].secret.defaultMode: Invalid value: must be a "
    "number between 0 and 0777 (octal), both inclusive",
    mission=(18,),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: key
              secret:
                secretName: key
                defaultMode: 04755  # finding
                #            ^^^^^
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: key
              secret:
                secretName: key
                defaultMode: 0755
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_file_mode(submission: Submission) -> Iterator[Problem]:
    """The mode of files in a volume is not between 0 and 0777.

    Set-user-ID, set-group-ID and sticky bits cannot be given. JSON and unquoted YAML numbers
    without a leading zero are decimal: 0777 is 511.
    """
    return refusals(
        submission, "invalid-file-mode", "write an octal number such as 0640, in JSON 416"
    )
