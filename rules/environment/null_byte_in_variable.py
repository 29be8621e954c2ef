"""A variable whose value has a null byte."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import NamedTuple

from podlint.authoring import ObjectSet, Place, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.config_map import Secret
from podlint.models.container import Container
from podlint.models.workloads import PodTarget


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "`RunContainerError` with `invalid environment variable` and `contains nul byte`, or "
        "`invalid argument`, then `CrashLoopBackOff`"
    ),
    asks_for=("Secret",),
    bad="""
        apiVersion: v1
        kind: Secret
        metadata:
          name: access
        data:
          key: AAECAw==
          user: d2Vi
        stringData:
          text: "a\\0b"
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: KEY
                  valueFrom:
                    secretKeyRef: {name: access, key: key}  # finding
                    #                                 ^^^
                - name: TEXT
                  valueFrom:
                    secretKeyRef: {name: access, key: text}  # finding
            - name: all
              image: app:1.4
              envFrom:
                - secretRef: {name: access}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Secret
        metadata:
          name: access
        data:
          key: AAECAw==
          line: d2ViCg==
          latin: 6Q==
          filled-in: ${KEY}
        stringData:
          written: "0"
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: replaced
        data:
          key: AAECAw==
        stringData:
          key: text
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: access
              secret:
                secretName: access
                items: [{key: key, path: key}]
          containers:
            - name: app
              image: app:1.4
              env:
                - name: LINE
                  valueFrom: {secretKeyRef: {name: access, key: line}}
                - name: LATIN
                  valueFrom: {secretKeyRef: {name: access, key: latin}}
                - name: FILLED_IN
                  valueFrom: {secretKeyRef: {name: access, key: filled-in}}
                - name: WRITTEN
                  valueFrom: {secretKeyRef: {name: access, key: written}}
                - name: REPLACED
                  valueFrom: {secretKeyRef: {name: replaced, key: key}}
                - name: ELSEWHERE
                  valueFrom: {secretKeyRef: {name: elsewhere, key: key}}
              volumeMounts:
                - {name: access, mountPath: /access}
        """,
)
def null_byte_in_variable(objects: ObjectSet) -> Problems:
    """A variable gets binary data with a null byte from a Secret.

    A process cannot have an environment variable with a null byte. Kubernetes does not check the
    values of Secrets, but the container runtime cannot start the container. podlint looks only at
    Secrets in the same manifests, and never shows their values.

    Mount the Secret as a volume, or store the data as text, such as base64, that the program
    decodes.
    """
    for pod in objects.pods():
        for container in pod.spec.all_containers:
            for use in _uses(container):
                yield from _problems(objects, pod, use)


class _Use(NamedTuple):
    secret: str
    key: str | None
    at: Place


def _uses(container: Container) -> Iterator[_Use]:
    """The Secrets that variables of a container come from; without a key, all of their keys."""
    for source in container.env_from:
        if source.secret_ref and source.secret_ref.name:
            yield _Use(source.secret_ref.name, None, source.secret_ref.at / "name")
    for variable in container.env:
        reference = variable.value_from and variable.value_from.secret_key_ref
        if reference and reference.name and reference.key:
            yield _Use(reference.name, reference.key, reference.at / "key")


def _problems(objects: ObjectSet, pod: PodTarget, use: _Use) -> Problems:
    secret = objects.find("Secret", use.secret, pod.owner)
    if not isinstance(secret, Secret) or objects.is_fragment(secret):
        return
    for key in (*secret.data, *secret.string_data):
        if use.key not in (None, key) or not _has_null_byte(secret, key):
            continue
        yield Problem(
            f"key `{shortened(key, 30)}` of Secret `{shortened(use.secret, 30)}` has a null byte, "
            "which no variable can have",
            at=use.at,
            related=(Related("the Secret is defined here", secret.at / "metadata" / "name"),),
            why="The container runtime cannot start the container: RunContainerError.",
            help="Mount the Secret as a volume, or store the data as text that the program "
            "decodes.",
        )
        return


def _has_null_byte(secret: Secret, key: str) -> bool:
    """Whether the value of a key has a null byte; `stringData` overrides `data`."""
    if key in secret.string_data:
        return "\0" in secret.string_data[key]
    try:
        return b"\0" in base64.b64decode("".join(secret.data[key].split()), validate=True)
    except (binascii.Error, ValueError):
        return False
