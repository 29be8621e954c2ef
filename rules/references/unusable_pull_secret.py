"""A pull secret that the kubelet cannot use."""

from __future__ import annotations

import re
from typing import NamedTuple

from podlint.authoring import (
    KubernetesObject,
    ObjectSet,
    Place,
    Problem,
    Problems,
    Related,
    ServiceAccount,
    Severity,
    pattern,
    rule,
)
from podlint.document.shortening import shortened
from podlint.models.config_map import Secret
from podlint.models.reference import LocalObjectReference
from podlint.pods.images.pull_secrets import KEYS, credentials_of, unreadable_registry

_SUBDOMAIN = pattern(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", re.ASCII)
_LONGEST_NAME = 253
_IGNORED = "The kubelet ignores the Secret, so it pulls the images without credentials."


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "`ErrImagePull` with `401 Unauthorized` or `pull access denied`, then `ImagePullBackOff`; "
        "or the event `FailedToRetrieveImagePullSecret`"
    ),
    asks_for=("imagePullSecrets",),
    bad="""
        apiVersion: v1
        kind: Secret
        metadata:
          name: opaque
        stringData:
          .dockerconfigjson: '{"auths": {}}'
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: other-key
        type: kubernetes.io/dockerconfigjson
        stringData:
          config.json: '{"auths": {}}'
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: plain
        type: kubernetes.io/dockerconfigjson
        stringData:
          .dockerconfigjson: '{"auths": {"registry.example.com": {"auth": "web:abc"}}}'
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          imagePullSecrets:
            - name: opaque  # finding
              #     ^^^^^^
            - name: other-key  # finding
            - name: plain  # finding
            - name: Registry_Access  # finding
          containers:
            - name: app
              image: registry.example.com/app:1.4
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
        imagePullSecrets:
          - name: opaque  # finding
        """,
    good="""
        apiVersion: v1
        kind: Secret
        metadata:
          name: right
        type: kubernetes.io/dockerconfigjson
        stringData:
          .dockerconfigjson: '{"auths": {"registry.example.com": {"auth": "d2ViOmFiYw=="}}}'
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: with-password
        type: kubernetes.io/dockerconfigjson
        data:
          .dockerconfigjson: eyJhdXRocyI6eyJyIjp7InVzZXJuYW1lIjoiYSIsInBhc3N3b3JkIjoiYiJ9fX0=
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: old
        type: kubernetes.io/dockercfg
        stringData:
          .dockercfg: '{"registry.example.com": {"auth": "d2ViOmFiYw"}}'
        ---
        # Something fills in the data later, or the Secret is an example.
        apiVersion: v1
        kind: Secret
        metadata:
          name: later
        type: kubernetes.io/dockerconfigjson
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: example
        type: kubernetes.io/dockerconfigjson
        stringData:
          .dockerconfigjson: '{"auths": {"registry.example.com": {"auth": "<base64>"}}}'
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: filled-in
        type: ${TYPE}
        stringData: {a: b}
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: not-used
        type: Opaque
        stringData: {a: b}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          imagePullSecrets:
            - name: right
            - name: with-password
            - name: old
            - name: later
            - name: example
            - name: filled-in
            - name: elsewhere
            - name: ${PULL_SECRET}
          containers:
            - name: app
              image: registry.example.com/app:1.4
        """,
)
def unusable_pull_secret(objects: ObjectSet) -> Problems:
    """A pull secret has the wrong type, lacks its key, or contains unreadable credentials.

    The kubelet reads only Secrets of the types `kubernetes.io/dockerconfigjson`, with the key
    `.dockerconfigjson`, and `kubernetes.io/dockercfg`, with the key `.dockercfg` ([pull an image
    from a private
    registry](https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/)).
    It ignores other Secrets, and names that no Secret can have. Each `auth` in the credentials must
    be `user:password` in base64. If an `auth` has another form, all pulls of the Pod fail, and
    podlint reports an error.

    podlint looks only at Secrets in the same manifests, and never shows their values.

    Create the Secret with `kubectl create secret docker-registry`.
    """
    for obj in objects.of(ServiceAccount):
        yield from _problems(objects, obj, obj.image_pull_secrets)
    for pod in objects.pods():
        yield from _problems(objects, pod.owner, pod.spec.image_pull_secrets)


def _problems(
    objects: ObjectSet, owner: KubernetesObject, references: list[LocalObjectReference]
) -> Problems:
    for reference in references:
        name = reference.name
        if not name or _is_template(name):
            continue
        at = reference.at / "name"
        secret = objects.find("Secret", name, owner)
        if len(name) > _LONGEST_NAME or not _SUBDOMAIN.fullmatch(name):
            yield Problem(
                f"no Secret can have the name `{shortened(name, 40)}`",
                at=at,
                why=_IGNORED,
                help="Write the name of the Secret, with lowercase letters, digits, `-` and `.`.",
            )
        elif isinstance(secret, Secret) and not objects.is_fragment(secret):
            fault = _fault(secret)
            if fault:
                yield _problem(fault, name, at, secret)


def _is_template(text: str) -> bool:
    return any(mark in text for mark in "${<%@")


class _Fault(NamedTuple):
    what: str
    why: str
    help: str
    severity: Severity | None = None


def _fault(secret: Secret) -> _Fault | None:
    kind = secret.type or "Opaque"
    if kind not in KEYS:
        if secret.is_unknown("type") or _is_template(kind):
            return None
        return _Fault(
            f"has type `{shortened(kind, 30)}`",
            _IGNORED,
            "Create the Secret again with `type: kubernetes.io/dockerconfigjson`.",
        )
    key = KEYS[kind]
    written = {**secret.data, **secret.string_data}
    if written and key not in written:
        return _Fault(f"has no key `{key}`", _IGNORED, f"Store the credentials under `{key}`.")
    registry = unreadable_registry(credentials_of(secret) or "")
    if registry is None:
        return None
    return _Fault(
        f"has an `auth` for {shortened(registry, 30)} that is not a user and a password in base64",
        "The kubelet cannot read the credentials, so all pulls of the Pod fail.",
        "Create the Secret with `kubectl create secret docker-registry`.",
        Severity.ERROR,
    )


def _problem(fault: _Fault, name: str, at: Place, secret: Secret) -> Problem:
    return Problem(
        f"pull secret {shortened(name, 30)} {fault.what}",
        at=at,
        severity=fault.severity,
        related=(Related("the Secret is defined here", secret.at / "metadata" / "name"),),
        why=fault.why,
        help=fault.help,
    )
