"""The keys that command lines give to ssh."""

from __future__ import annotations

import json

import pytest

from podlint.document import load
from podlint.file_access.identity import Identity
from podlint.file_access.permission import Entry
from podlint.file_access.ssh_keys import is_refused, ssh_keys_of
from podlint.models import decode
from podlint.models.workloads import pods_of


def keys(*command: str, git: str | None = None) -> list[str]:
    container: dict[str, object] = {"name": "app", "image": "a:1", "command": command}
    if git:
        container["env"] = [{"name": "GIT_SSH_COMMAND", "value": git}]
    spec = {"containers": [container]}
    text = json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w"}, "spec": spec})
    (document,) = load(text)
    (decoded,) = decode(document)
    (target,) = pods_of(decoded.object)
    return [each.path for each in ssh_keys_of(target.spec.containers[0])]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("ssh -i /k/id a@b", ["/k/id"]),
        ("ssh -i/k/id a@b", ["/k/id"]),
        ("/usr/bin/ssh -o A=b -p 22 -i '/k/id' a@b", ["/k/id"]),
        ("scp -r -i /k/id /a b:/c; ssh -i /k/other b", ["/k/id", "/k/other"]),
        ("GIT_SSH_COMMAND='ssh -i /k/id' git clone a:b", ["/k/id"]),
        ('eval "$(ssh-agent)" && ssh-add -q /k/id', ["/k/id"]),
        ("ssh a@b; sed -i /k/id", []),
        ("ssh a@b && grep -i /k/id", []),
        ("ssh-keygen -i /k/id", []),
        ("ssh -i $KEY a@b", []),
        ("ssh -i id a@b", []),
        ("sshd -i /k/id", []),
    ],
)
def test_keys_of_a_script(script: str, expected: list[str]) -> None:
    assert keys("sh", "-c", script) == expected
    assert keys("run", git=script) == expected


def test_a_long_command_line_takes_no_longer_than_its_length() -> None:
    for part in ("ssh -a ", "ssh ", "-i ", "ssh -o x "):
        assert keys("sh", "-c", part * 20_000) == []


@pytest.mark.parametrize(
    ("user", "mode", "expected"),
    [(0, 0o400, False), (0, 0o440, True), (0, 0o644, True), (5, 0o644, False)],
)
def test_ssh_looks_only_at_keys_of_its_own_user(user: int, mode: int, expected: bool) -> None:
    one = Identity(user, user == 0)
    assert is_refused(one, Entry(0, 0, mode)) is expected
    assert is_refused(Identity(), Entry(0, 0, 0o644)) is None
    assert is_refused(Identity(is_root=False), Entry(0, 0, 0o644)) is False
