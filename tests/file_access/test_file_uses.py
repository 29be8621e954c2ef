"""What command lines do with files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from podlint.document import load
from podlint.file_access.file_uses import file_uses, started_file
from podlint.file_access.permission import UNKNOWN
from podlint.models import Container, decode
from podlint.models.workloads import pods_of


def container(**fields: Any) -> Container:
    spec = {"containers": [{"name": "app", "image": "a:1", **fields}]}
    text = json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w"}, "spec": spec})
    (document,) = load(text)
    (decoded,) = decode(document)
    (target,) = pods_of(decoded.object)
    return target.spec.containers[0]


def uses(script: str, folder: str | None = None) -> list[tuple[str, str]]:
    one = container(workingDir=folder) if folder else container()
    return [(use.kind, use.path) for use in file_uses(one, ["sh", "-c", script])]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("/a/run --all", [("run", "/a/run")]),
        ("exec /a/run", [("run", "/a/run")]),
        ("exec env A=b nice -n 5 /a/run", [("run", "/a/run")]),
        ("timeout -s KILL 5 /a/run", []),
        ("timeout 5 /a/run", [("run", "/a/run")]),
        ("cat /a/b > /c/d", [("write", "/c/d"), ("read", "/a/b")]),
        (". /a/settings; exec app", [("read", "/a/settings")]),
        ("python3 -u /a/app.py --x /b", [("read", "/a/app.py")]),
        ("cp -r /a/. /b/c", [("read", "/a"), ("write", "/b/c")]),
        ("cp -t /b /a/x", [("read", "/a/x"), ("write", "/b")]),
        ("mkdir -m 700 -p /a/b /c", [("write", "/a/b"), ("write", "/c")]),
        ("touch -d 2020-01-01 /a", [("write", "/a")]),
        ("sed -i s/a/b/ /a/b", [("write", "/a/b")]),
        ("chmod -R u+x /a /b", [("mode", "/a"), ("mode", "/b")]),
        ("chmod -x /a", [("mode", "/a")]),
        ("chown -R 1:2 /a", [("own", "/a")]),
        ("chown --reference=/x /a", []),
        ("cd /a && touch b", [("write", "/a/b")]),
        ("touch b", []),
        ("touch $HOME/b ${X}/c ~/d `pwd`/e", []),
        ("echo /a/b", []),
        ("echo a > /dev/null", []),
        ("wget -O /a/b http://c/d", [("write", "/a/b")]),
    ],
)
def test_commands_of_a_script(script: str, expected: list[tuple[str, str]]) -> None:
    assert uses(script) == expected


def test_relative_paths_need_a_working_directory() -> None:
    assert uses("./run; touch b", "/srv") == [("run", "/srv/run"), ("write", "/srv/b")]


@pytest.mark.parametrize(
    ("owner", "user", "group"),
    [
        ("1", 1, None),
        ("1:2", 1, 2),
        ("1.2", 1, 2),
        (":2", None, 2),
        ("1:", 1, UNKNOWN),
        ("root:app", 0, UNKNOWN),
        ("app", UNKNOWN, None),
    ],
)
def test_owners(owner: str, user: int | None, group: int | None) -> None:
    (use,) = file_uses(container(), ["chown", owner, "/a"])
    assert (use.user, use.group) == (user, group)


def test_what_matters() -> None:
    script = "chown 1 /a || true; touch /b; if x; then touch /c; fi; touch /d && touch /e"
    assert [use.path for use in file_uses(container(), ["sh", "-c", script]) if use.matters] == [
        "/d",
        "/e",
    ]


def test_variables_with_a_known_value_are_expanded() -> None:
    one = container(env=[{"name": "DIR", "value": "/srv"}])
    (use,) = file_uses(one, ["touch", "$(DIR)/a"])
    assert use.path == "/srv/a"
    assert list(file_uses(one, ["touch", "$(OTHER)/a"])) == []


@pytest.mark.parametrize(
    ("words", "folder", "expected"),
    [
        (["/a/run"], None, "/a/run"),
        (["./run"], "/a", "/a/run"),
        (["./run"], None, None),
        (["run"], "/a", None),
        (["$(X)/run"], None, None),
        ([], None, None),
    ],
)
def test_the_file_that_is_started(words: list[str], folder: str | None, expected: Any) -> None:
    one = container(workingDir=folder) if folder else container()
    assert started_file(one, words) == expected
