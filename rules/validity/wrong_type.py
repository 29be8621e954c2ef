"""A value of the wrong type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from podlint.field_path import value_at
from podlint.finding import Problem, Profile, Severity
from podlint.rule import rule
from podlint.submission import Submission

_PLACEHOLDER = re.compile(r"<[^<>]+>")


@rule(
    severity=Severity.ERROR,
    profile=Profile.MINIMAL,
    since="0.1",
    symptom="kubectl apply: json: cannot unmarshal number into Go struct field EnvVar.value of "
    "type string",
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
              env:
                - name: DEBUG
                  value: yes  # finding
                  #      ^^^
              ports:
                - containerPort: "8080"  # finding
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
              env:
                - name: DEBUG
                  value: "yes"
              ports:
                - containerPort: 8080
                - containerPort: <port of the metrics>
        """,
)
def wrong_type(submission: Submission) -> Iterator[Problem]:
    """A value has another type than its field.

    The API server refuses the whole object. Most often YAML has read a word as something else than
    a string: `true`, `yes`, `on`, `1.10`, `0644` and `2024-01-01` all need quotes where a string is
    wanted, above all in `env`, labels and annotations.

    Text in angle brackets, such as `<number of replicas>`, is to be replaced by the reader and left
    alone. Quote the value, or write a value of the field's type.
    """
    for fault in submission.confirmed:
        value = value_at(fault.at.document.data, fault.at.path)
        filled_in_later = isinstance(value, str) and _PLACEHOLDER.fullmatch(value)
        if fault.kind == "wrong-type" and not filled_in_later:
            yield Problem(fault.message, at=fault.at, key=fault.key)
