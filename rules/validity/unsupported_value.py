"""A value that is none of those allowed."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.models import Decoded
from podlint.rule import rule


@rule(
    severity=Severity.ERROR,
    profile=Profile.MINIMAL,
    since="0.1",
    symptom='kubectl apply: spec.restartPolicy: Unsupported value: "always"',
    mission=(1,),
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
def unsupported_value(decoded: Decoded) -> Iterator[Problem]:
    """A value is none of those that its field allows.

    The API server refuses the object. Such values are names, upper and lower case matter.

    Write one of the values that the message lists.
    """
    for fault in decoded.faults:
        if fault.kind == "unsupported-value":
            yield Problem(fault.message, at=fault.at, key=fault.key)
