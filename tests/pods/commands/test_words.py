"""What command lines do."""

from __future__ import annotations

import pytest

from podlint.models import Container
from podlint.pods.commands.words import (
    command_line,
    ends_soon,
    never_ends,
    programs,
    shell_script,
    simple_commands,
    steps,
)


@pytest.mark.parametrize(
    ("words", "script"),
    [
        (["sh", "-c", "echo hi"], "echo hi"),
        (["/bin/bash", "-ec", "x"], "x"),
        (["bash", "-o", "pipefail", "-c", "x"], "x"),
        (["sh", "-c", "--", "x"], "x"),
        (["sh", "-c", "-x", "x"], "x"),
        (["nsenter", "-t", "1", "--", "sh", "-c", "x"], "x"),
        (["sh", "run.sh", "-c"], None),
        (["sh"], None),
        (["sh", "-c"], None),
        (["echo", "-c", "x"], None),
    ],
)
def test_the_script_of_a_shell(words: list[str], script: str | None) -> None:
    assert shell_script(words) == script


@pytest.mark.parametrize(
    ("script", "commands"),
    [
        ("a b; c && d\ne | f", [("a", "b"), ("c",), ("d",), ("e",), ("f",)]),
        ("echo 'a; b' \"c && d\"", [("echo", "a; b", "c && d")]),
        ("run >log 2>&1", [("run", ">log")]),
        ("a \\\n b", [("a", "b")]),
        ("sleep 1 & wait", None),
        ("if true; then x; fi", None),
        ("x $(date)", None),
        ("f() { x; }", None),
    ],
)
def test_plain_scripts_are_told_and_others_are_not(
    script: str, commands: list[tuple[str, ...]] | None
) -> None:
    expected = None if commands is None else tuple(commands)
    assert simple_commands(["sh", "-c", script]) == expected


def test_what_joins_the_commands_of_a_script() -> None:
    script = "\na &&\n b || c; d\n\ne | f"
    found = steps(["sh", "-c", script]) or ()
    assert [each.operator for each in found] == ["", "&&", "||", ";", ";", "|"]
    assert steps(["a", "&&"]) == (("", ("a", "&&")),)
    # Of several, which no shell takes, the last one that is no end of a command counts.
    found = steps(["sh", "-c", "&& a; || b && | ; c"]) or ()
    assert [each.operator for each in found] == ["&&", "||", "|"]


@pytest.mark.parametrize(
    ("words", "started"),
    [
        (["/usr/bin/psql", "-c", "SELECT 1"], ["psql"]),
        (["timeout", "5", "env", "A=b", "mysql"], ["mysql"]),
        (["sh", "-c", "test -f /srv/node && A=1 exec node x"], ["test", "node"]),
        (["sh", "-c", "until [ -f /x ]; do sleep 1; done"], ["[", "sleep"]),
        (["bash", "-c", 'test "$(mysql -e x | tail -1)" = 1'], ["test", "mysql", "tail"]),
        (["sh"], ["sh"]),
        ([], []),
    ],
)
def test_the_programs_of_a_command_line(words: list[str], started: list[str]) -> None:
    assert [each for each in programs(words) if each.isidentifier() or each == "["] == started


@pytest.mark.parametrize(
    "words",
    [
        ["echo", "hello"],
        ["/bin/date"],
        ["sleep", "30"],
        ["sleep", "9m"],
        ["sh", "-c", "mkdir -p /a; cp /b /a && ls"],
        ["bash", "-c", "A=1; echo $A"],
    ],
)
def test_commands_that_end(words: list[str]) -> None:
    assert ends_soon(words)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nginx"],
        ["sleep", "3600"],
        ["sleep", "1h"],
        ["sleep", "infinity"],
        ["env", "A=1", "serve"],
        ["sleep", "$(SECONDS)"],
        ["cat"],
        ["sh", "-c", "echo hi; nginx"],
        ["sh", "-c", "while true; do date; sleep 5; done"],
        ["sh", "-c", "echo 'unbalanced"],
        ["sh", "/run.sh"],
        ["sh"],
    ],
)
def test_commands_that_may_run_on(words: list[str]) -> None:
    assert not ends_soon(words)


@pytest.mark.parametrize(
    "words",
    [
        ["sleep", "infinity"],
        ["tail", "-f", "/dev/null"],
        ["sh", "-c", "setup && tail -F log"],
        ["sh", "-c", "while true; do sleep 1; done"],
        ["bash", "-c", "for ((;;)); do run; done"],
        ["sh", "-c", "trap x TERM; while :; do sleep 1; done"],
    ],
)
def test_commands_that_never_end(words: list[str]) -> None:
    assert never_ends(words)


@pytest.mark.parametrize(
    "words",
    [
        (["sh", "-c", "while true; do sync; sleep 9; done >/dev/null 2>&1 &"]),
        (["sh", "-c", "(while true; do sync; sleep 9; done) & serve"]),
        ["sleep", "10"],
        ["tail", "log"],
        ["sh", "-c", "exit 0; tail -f log"],
        ["sh", "-c", "while true; do nslookup db && break; sleep 1; done"],
        ["sh", "-c", "until nslookup db; do sleep 1; done"],
        ["nginx"],
    ],
)
def test_commands_that_may_end(words: list[str]) -> None:
    assert never_ends(words) is None


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"image": "busybox", "command": ["a"], "args": ["b"]}, ["a", "b"]),
        ({"image": "busybox", "args": ["sleep", "1"]}, ["sleep", "1"]),
        ({"image": "bitnami/kubectl", "args": ["get", "pods"]}, ["kubectl", "get", "pods"]),
        ({"image": "curlimages/curl:8.11.0", "args": ["-f", "url"]}, ["curl", "-f", "url"]),
        ({"image": "curlimages/curl:8.11.0", "args": ["sleep", "1"]}, ["sleep", "1"]),
        ({"image": "team/app", "args": ["sleep", "1"]}, []),
        ({"image": "team/app"}, []),
        ({"image": "bitnami/kubectl"}, []),
    ],
)
def test_what_a_container_runs(written: dict[str, object], words: list[str]) -> None:
    assert list(command_line(Container.model_validate({"name": "a", **written}))) == words
