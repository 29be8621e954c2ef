"""Which commands decide over the loops and branches of a script."""

from __future__ import annotations

import pytest

from podlint.pods.commands.conditions import conditions_of


def found(script: str) -> list[tuple[str, bool]]:
    return [
        (" ".join(each.command.words), each.waits) for each in conditions_of(["sh", "-c", script])
    ]


@pytest.mark.parametrize(
    ("script", "conditions"),
    [
        ("until nslookup db; do sleep 1; done", [("nslookup db", True)]),
        ("while ! nslookup db >/dev/null 2>&1; do sleep 1; done", [("nslookup db", True)]),
        ("while nslookup db; do sleep 1; done", [("nslookup db", False)]),
        ("until nslookup db\ndo\n  sleep 1\ndone", [("nslookup db", True)]),
        ("for i in 1 2; do if dig db; then exit 0; fi; done", [("dig db", False)]),
        ("until nslookup db | grep -q Address; do sleep 1; done", []),
        ("until nslookup db && nc -z db 1; do sleep 1; done", []),
        ("until nslookup db || false; do sleep 1; done", []),
        ("nslookup db; sleep 1", []),
        ("echo until then; do-it", []),
    ],
)
def test_a_condition_is_a_single_command(script: str, conditions: list[tuple[str, bool]]) -> None:
    assert found(script) == conditions


def test_a_command_without_a_shell_has_no_conditions() -> None:
    assert not list(conditions_of(["until", "nslookup", "db;", "do"]))
