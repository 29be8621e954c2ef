"""Which loops in scripts wait for a server forever."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.pods.commands.waiting_loops import awaited_by, without_loops

ENDLESS = [
    "until nc -z localhost 80; do sleep 1; done",
    "while ! nc -z localhost 80; do sleep 1; done; exec app",
    "echo waiting\nuntil curl -sf http://localhost:80/\ndo\n  sleep 1\ndone\nexec app",
    "until nc -z localhost 80; do echo waiting; sleep 1; done && exec app",
]
OTHERS = [
    "nc -z localhost 80",
    "while nc -z localhost 80; do sleep 1; done",
    "for i in 1 2 3; do nc -z localhost 80; done",
    "until nc -z localhost 80; do n=$((n+1)); [ $n -gt 9 ] && break; done",
    "until nc -z localhost 80 || [ -e /skip ]; do sleep 1; done",
    'if [ -n "$X" ]; then until nc -z localhost 80; do sleep 1; done; fi',
    "[ -e /skip ] || until nc -z localhost 80; do sleep 1; done",
    "app & until nc -z localhost 80; do sleep 1; done",
    "wait_for() {\nuntil nc -z localhost 80; do sleep 1; done\n}",
    "until [ -e /ready ]; do sleep 1; done",
    "(until nc -z localhost 80; do sleep 1; done) &",
    "until nc -z localhost 80; do sleep 1; done & exec app",
]


@pytest.mark.parametrize("script", ENDLESS)
def test_a_loop_that_only_the_server_ends_is_a_wait(script: str) -> None:
    assert [(each.host, each.port) for each in awaited_by(["sh", "-c", script])] == [
        ("localhost", 80)
    ]


@pytest.mark.parametrize("script", OTHERS)
def test_a_wait_that_may_end_otherwise_is_none(script: str) -> None:
    assert list(awaited_by(["sh", "-c", script])) == []


def test_text_without_loops_keeps_what_follows() -> None:
    script = "until nc -z localhost 80; do sleep 1; done; exec app --listen=:81"
    assert "80" not in without_loops(["sh", "-c", script])
    assert "--listen=:81" in without_loops(["sh", "-c", script])


@given(st.text(alphabet="until whle!dobrk;&|\n $()[]", max_size=300))
def test_any_script_can_be_read(script: str) -> None:
    list(awaited_by(["sh", "-c", script]))


def test_a_long_script_is_read_in_time() -> None:
    begun = time.monotonic()
    list(awaited_by(["sh", "-c", "until a;do" * 400 + " " * 9000]))
    list(awaited_by(["sh", "-c", ("until a;do" + " " * 90) * 400]))
    assert time.monotonic() - begun < 2
