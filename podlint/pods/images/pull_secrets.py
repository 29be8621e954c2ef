"""What the kubelet reads from the Secrets that contain credentials of registries.

It ignores a Secret of another type or without data. If an ``auth`` cannot be read, the credentials
of all Secrets of the Pod are lost, and each pull fails.

Source: ``secretsToTrackedDockerConfigs`` in pkg/credentialprovider/secrets/secrets.go, and
``decodeDockerConfigFieldAuth`` in pkg/credentialprovider/config.go, of Kubernetes 1.36.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any

from podlint.models.config_map import Secret

__all__ = ["KEYS", "credentials_of", "unreadable_registry"]

KEYS: Mapping[str, str] = {
    "kubernetes.io/dockerconfigjson": ".dockerconfigjson",
    "kubernetes.io/dockercfg": ".dockercfg",
}
"""The types of Secrets that the kubelet reads, and the key of each."""

_MARKS = "${<%@"


def credentials_of(secret: Secret) -> str | None:
    """The text of the credentials in a Secret; None if there is none, or something fills it in."""
    key = KEYS.get(secret.type or "", "")
    if key in secret.string_data:
        return secret.string_data[key]
    encoded = secret.data.get(key)
    return None if encoded is None else _decoded("".join(encoded.split()))


def unreadable_registry(text: str) -> str | None:
    """The registry in the credentials whose ``auth`` the kubelet cannot read; None if there is
    none.

    Only an ``auth`` that was certainly meant as one counts: a user and a password that are not
    encoded, or an encoded text without a colon.
    """
    try:
        data: Any = json.loads(text)
    except ValueError:
        return None
    return next(_unreadable(data), None)


def _unreadable(data: Any) -> Iterator[str]:
    entries = data.get("auths", data) if isinstance(data, dict) else {}
    for registry, entry in entries.items() if isinstance(entries, dict) else ():
        auth = entry.get("auth") if isinstance(entry, dict) else None
        if not isinstance(auth, str) or not auth or any(mark in auth for mark in _MARKS):
            continue
        if ":" in auth:
            yield registry
            continue
        decoded = _decoded(auth)
        if decoded and ":" not in decoded and decoded.isprintable():
            yield registry


def _decoded(text: str) -> str | None:
    """The text that is encoded with base64, with or without padding; None if it is not text."""
    padding = "" if text.endswith("=") else "=" * (-len(text) % 4)
    try:
        return base64.b64decode(text + padding, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
