"""A field that the API does not have."""

from podlint.authoring import (
    Delete,
    Fix,
    Problem,
    Problems,
    Rename,
    SetValue,
    Severity,
    Submission,
    rule,
)
from podlint.document.field_path import field_text, value_at
from podlint.models.fault import DecodeFault
from podlint.models.guess import is_close


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `strict decoding error: unknown field "
        '"spec.containers[0].imagePullPolcy"`'
    ),
    similar={
        "schema-validation": (
            "kube-linter checks objects against the whole schema, including types, allowed "
            "values and required fields."
        ),
    },
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
              imagePullPolcy: Always  # finding
           #  ^^^^^^^^^^^^^^
              readOnlyRootFilesystem: true  # finding
              pool: fast  # finding
          replicas: 1  # finding
          securityContext:
            privileged: true  # finding
         #  ^^^^^^^^^^
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
              imagePullPolicy: Always
              securityContext:
                readOnlyRootFilesystem: true
          securityContext:
            privileged: true
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
              securityContext:
                privileged: false
        """,
)
def unknown_field(submission: Submission) -> Problems:
    """A manifest has a field that the API does not have.

    By default, kubectl requests strict validation, and the API server rejects the manifest. With
    other clients, the API server silently drops the field, and the setting has no effect. Common
    causes are a misspelled name, a Pod field in a container, and a container field in the Pod spec.

    Correct the name, or move the field to where it belongs. The fix is safe if only one or two
    letters of the name are wrong, or if the same value is already where it belongs.
    """
    for fault in submission.confirmed:
        if fault.kind == "unknown-field":
            yield Problem(
                fault.message,
                at=fault.at,
                key=fault.key,
                fix=_fix(fault),
                why="`kubectl apply` fails. With other clients, the API server silently drops "
                "the field.",
                help=fault.help,
            )


_GIVES_ACCESS = frozenset(
    "capabilities hostIPC hostNetwork hostPath hostPID hostPort hostUsers privileged".split()
)
"""Fields that may give a container access to its node. So far, the container works without it."""


def _fix(fault: DecodeFault) -> Fix | None:
    """Correct a misspelled name, move a field, or remove a single value that has no effect."""
    document, path = fault.at.document, fault.at.path
    value = value_at(document.data, path)
    if fault.suggestion:
        if not fault.fits:
            return None
        meant = fault.suggestion
        safe = is_close(str(path[-1]), meant) and meant not in _GIVES_ACCESS
        return Fix(f"rename to `{fault.suggestion}`", (Rename(path, fault.suggestion),), safe)
    if path[-1] in _GIVES_ACCESS:
        return None
    if fault.home is None:
        known = fault.help != "Remove the field." or isinstance(value, dict | list)
        return None if known else Fix("remove the field", (Delete(path),), safe=False)
    if not document.has(fault.home):
        edits = (SetValue(fault.home, value), Delete(path, prune=True))
        return Fix(f"move it to `{field_text(fault.home[:-1])}`", edits, safe=False)
    if value_at(document.data, fault.home) != value:
        return None
    return Fix("remove the copy that has no effect", (Delete(path, prune=True),))
