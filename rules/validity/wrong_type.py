"""A value of the wrong type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from podlint.authoring import (
    JSON,
    Fix,
    Place,
    Problem,
    Problems,
    SetValue,
    Severity,
    Submission,
    pattern,
    rule,
)
from podlint.document.field_path import value_at
from podlint.document.numerals import whole_number
from podlint.document.shortening import shortened
from podlint.models.wording import QUOTE, UNQUOTE

if TYPE_CHECKING:
    from podlint.models import DecodeFault

_PLACEHOLDER = pattern(r"<[^<>]+>")
_SHOWN = pattern(r"^`(.*?)` is (a \w+),")
_PLAIN = pattern(r"[\w.+-]{1,40}")


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `json: cannot unmarshal number into Go "
        "struct field EnvVar.value of type string`"
    ),
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
              securityContext:
                runAsNonRoot: "true"  # finding
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels:
                app: web
                version: 1.10  # finding
              annotations:
                example.com/since: 012  # finding
                example.com/scrape: on  # finding
            spec:
              containers:
                - name: app
                  image: app:1.4
                  args: [--limit, 1e3]  # finding
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          port: 8080  # finding
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
              env:
                - name: DEBUG
                  value: "yes"
              ports:
                - containerPort: 8080
              securityContext:
                runAsNonRoot: true
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels:
                app: web
                version: "1.10"
              annotations:
                example.com/since: "012"
                example.com/scrape: "on"
            spec:
              containers:
                - name: app
                  image: app:1.4
                  args: [--limit, "1e3"]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          port: "8080"
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
def wrong_type(submission: Submission) -> Problems:
    """A value has the wrong type for its field.

    The API server rejects the object. The usual cause is an unquoted value that YAML does not read
    as a string. `true`, `yes`, `on`, `1.10`, `0644` and `1e3` need quotes where a string is
    expected, especially in `env`, labels, annotations and the data of ConfigMaps.

    podlint does not report text in angle brackets, such as `<number of replicas>`, because it is a
    placeholder.

    Put the value in quotes, or write a value of the field's type.
    """
    for fault in submission.confirmed:
        value = value_at(fault.at.document.data, fault.at.path)
        filled_in_later = isinstance(value, str) and _PLACEHOLDER.fullmatch(value)
        if fault.kind == "wrong-type" and not filled_in_later:
            message, advice, fix = _fixed(fault, value)
            yield Problem(
                message,
                at=fault.at,
                key=fault.key,
                fix=fix,
                why=f"The API server rejects the {submission.kind}.",
                help=advice,
            )


def _fixed(fault: DecodeFault, value: JSON) -> tuple[str, str | None, Fix | None]:
    """Message, help, and a fix if the value only lacks quotes or has too many."""
    message, advice = fault.message, fault.help
    if isinstance(value, bool | int | float) and advice == QUOTE:
        text = _as_written(fault.at, value)
        if text != json.dumps(value):
            message = _SHOWN.sub(rf"`{shortened(text, 24)}` is read as \1, \2,", message)
        return message, f'Write `"{shortened(text, 40)}"` with quotes.', _set(fault.at, text)
    if isinstance(value, str) and advice == UNQUOTE:
        number = whole_number(value.strip())
        if number is not None:
            return message, f"Write `{number}` without quotes.", _set(fault.at, number)
    if value in ("true", "false") and "must be true or false" in message:
        return message, f"Write `{value}` without quotes.", _set(fault.at, value == "true")
    return message, advice, None


def _set(place: Place, value: JSON) -> Fix:
    return Fix(f"write `{json.dumps(value)}`", (SetValue(place.path, value),))


def _as_written(place: Place, value: JSON) -> str:
    """A plain value as it is in the file, which can differ from its meaning: `1.10` is 1.1."""
    text = place.document.written_as(place.path)
    if text and _PLAIN.fullmatch(text):
        return text
    return json.dumps(value)
