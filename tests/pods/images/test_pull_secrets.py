"""Credentials of registries that the kubelet can or cannot read."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from podlint.document import load
from podlint.models import decode
from podlint.models.config_map import Secret
from podlint.pods.images.pull_secrets import credentials_of, unreadable_registry


def encoded(text: str) -> str:
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "auth",
    [
        encoded("user:password"),
        encoded("user:password").rstrip("="),
        encoded("user:pass:word"),
        encoded(":"),
        "",
        "<auth>",
        "${AUTH}",
        "XXXXX",
        "...",
        None,
        5,
    ],
)
def test_credentials_that_can_be_read_or_are_placeholders(auth: object) -> None:
    text = json.dumps({"auths": {"registry.example.com": {"auth": auth}}})
    assert unreadable_registry(text) is None


@pytest.mark.parametrize("auth", ["user:password", encoded("password"), encoded(encoded("a:b"))])
def test_credentials_that_cannot_be_read(auth: str) -> None:
    entries = {"first.example.com": {"auth": encoded("a:b")}, "second.example.com": {"auth": auth}}
    assert unreadable_registry(json.dumps({"auths": entries})) == "second.example.com"
    assert unreadable_registry(json.dumps(entries)) == "second.example.com"


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '{"auths": []}', '{"auths": {"a": 5}}'])
def test_other_texts_have_no_credentials(text: str) -> None:
    assert unreadable_registry(text) is None


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ("stringData: {.dockerconfigjson: a}", "a"),
        (f"data: {{.dockerconfigjson: {encoded('a')}}}", "a"),
        (f"data: {{.dockerconfigjson: {encoded('a')}}}\nstringData: {{.dockerconfigjson: b}}", "b"),
        ("data: {.dockerconfigjson: '<base64>'}", None),
        ("data: {other: YQ==}", None),
        ("data: {}", None),
    ],
)
def test_the_text_of_a_secret(fields: str, text: str | None) -> None:
    head = "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\n"
    (decoded,) = decode(load(f"{head}{fields}\n")[0])
    assert isinstance(decoded.object, Secret)
    assert credentials_of(decoded.object) == text
