"""A one-line value of a Secret or ConfigMap that ends with a line break."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from podlint.authoring import ObjectSet, Place, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.workloads import PodTarget
from podlint.relations.object_set import together


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`Unauthorized`, `authentication failed`, or no such host, although the value looks right"
    ),
    asks_for=("Secret", "ConfigMap"),
    bad="""
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
        data:
          password: cGxhY2Vob2xkZXIK  # finding
          #         ^^^^^^^^^^^^^^^^
        stringData:
          user: |  # finding
            app
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          HOST: |  # finding
            db.example.com
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: settings}
              env:
                - name: PASSWORD
                  valueFrom: {secretKeyRef: {name: db, key: password}}
                - name: USER
                  valueFrom: {secretKeyRef: {name: db, key: user}}
        """,
    good="""
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
        data:
          password: cGxhY2Vob2xkZXI=
          only-a-file: cGxhY2Vob2xkZXIK
          two-lines: YQpiCg==
          invalid: "%%%"
        stringData:
          json: |
            {"a":1}
          words: |
            two words
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
          namespace: other
        data:
          password: cGxhY2Vob2xkZXIK
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          volumes:
            - name: files
              secret: {secretName: db}
          containers:
            - name: app
              image: app:1.4
              env:
                - name: PASSWORD
                  valueFrom: {secretKeyRef: {name: db, key: password}}
                - name: LINES
                  valueFrom: {secretKeyRef: {name: db, key: two-lines}}
                - name: INVALID
                  valueFrom: {secretKeyRef: {name: db, key: invalid}}
                - name: JSON
                  valueFrom: {secretKeyRef: {name: db, key: json}}
                - name: WORDS
                  valueFrom: {secretKeyRef: {name: db, key: words}}
              volumeMounts:
                - {name: files, mountPath: /etc/secret}
        """,
)
def line_break_in_secret(objects: ObjectSet) -> Problems:
    """A one-word value ends with a line break, and a container gets it as an environment variable.

    `echo password | base64` encodes the line break that `echo` appends, and a YAML block that
    begins with `|` keeps the line break at its end. The line break becomes part of the value, so a
    password is rejected or a host is not found. Most programs remove a line break when they read a
    file, so podlint does not report values that containers get only as files.

    Encode with `echo -n` or `printf %s`, or begin the block with `|-`.
    """
    for kind in ("Secret", "ConfigMap"):
        used = [each for pod in objects.pods() for each in _uses(pod, kind)]
        for obj in objects.named(kind) if used else ():
            for field in ("data", "stringData") if kind == "Secret" else ("data",):
                values = obj.written.get(field)
                for key, value in values.items() if isinstance(values, dict) else ():
                    text = _plain(value) if (kind, field) == ("Secret", "data") else value
                    if not isinstance(text, str) or not _is_word_with_line_break(text):
                        continue
                    use = next(
                        (
                            place
                            for pod, name, wanted, place in used
                            if name == obj.name
                            and wanted in (None, key)
                            and together(obj.namespace, pod.owner.namespace)
                        ),
                        None,
                    )
                    if use:
                        yield _problem(kind, obj.name or "", str(key), obj.at / field / key, use)


def _problem(kind: str, name: str, key: str, at: Place, use: Place) -> Problem:
    encoded = at.path[-2] == "data" and kind == "Secret"
    return Problem(
        f"value of `{shortened(key, 30)}` in {kind} {shortened(name, 30)} ends with a line break",
        at=at,
        related=(Related("a variable gets the value here", use),),
        secret=kind == "Secret",
        why="The line break is part of the variable, so a password is rejected or a host is not "
        "found.",
        help="Encode the value without a line break: `printf %s VALUE | base64`."
        if encoded
        else "Begin the block with `|-`, or write the value on one line.",
    )


def _uses(pod: PodTarget, kind: str) -> Iterator[tuple[PodTarget, str, str | None, Place]]:
    """The names and keys from which variables come; no key for all keys."""
    for container in pod.spec.all_containers:
        for source in container.env_from:
            whole = source.secret_ref if kind == "Secret" else source.config_map_ref
            if whole and whole.name:
                yield pod, whole.name, None, whole.at / "name"
        for variable in container.env:
            origin = variable.value_from
            if origin is None:
                continue
            one = origin.secret_key_ref if kind == "Secret" else origin.config_map_key_ref
            if one and one.name and one.key:
                yield pod, one.name, one.key, one.at / "key"


def _plain(value: object) -> str | None:
    try:
        return base64.b64decode(value, validate=True).decode() if isinstance(value, str) else None
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def _is_word_with_line_break(text: str) -> bool:
    word = text.rstrip("\r\n")
    return bool(word) and word != text and len(word.split()) == 1 and word[0] not in "{[<\"'"
