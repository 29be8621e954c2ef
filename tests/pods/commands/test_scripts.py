"""The commands of scripts, and whether a script fails with them."""

from __future__ import annotations

import pytest

from podlint.pods.commands.scripts import commands_of, that_matter


@pytest.mark.parametrize(
    ("script", "commands"),
    [
        ("a b; c && d", [["a", "b"], ["c"], ["d"]]),
        ("# a comment\na # another\nb", [["a"], ["b"]]),
        ("if [ -d x ]; then a; else b; fi", [["[", "-d", "x", "]"], ["a"], ["b"]]),
        ("until nc -z db 1; do sleep 2; done", [["nc", "-z", "db", "1"], ["sleep", "2"]]),
        ("for i in 1 2; do a $i; done; b", [["a", "$i"], ["b"]]),
        ("cat <<EOF > x\nnot a command\nEOF\na", [["cat"], ["a"]]),
        ("a $(b; c) `d` $((1 + 2))", [["a", "$SUBSTITUTED", "$SUBSTITUTED", "$SUBSTITUTED"]]),
        ("A=1 B=2 a", [["a"]]),
        ("a=$( (b; c) | d ); e", [["b"], ["c"], ["d"], ["e"]]),
        ("a 2>&1 > /dev/null \\\n  b", [["a", "b"]]),
        ("a 'unbalanced", []),
        ("", []),
    ],
)
def test_commands_of_a_script(script: str, commands: list[list[str]]) -> None:
    assert [list(each.words) for each in commands_of(["sh", "-c", script])] == commands


def test_a_command_without_a_shell_and_a_script_in_a_file() -> None:
    assert [each.words for each in commands_of(["a", "&&", "b"])] == [("a", "&&", "b")]
    assert commands_of(["sh", "run.sh"]) == ()
    assert commands_of([]) == ()


def test_what_a_command_hangs_on() -> None:
    a, b, c, d = commands_of(["sh", "-c", "a > /f || b\nif c; then d -rf --all=1 x; fi &"])
    assert (a.before, a.after, a.writes, a.nested) == ("", "||", ("/f",), False)
    assert (b.before, b.nested, c.nested, d.nested) == ("||", False, True, True)
    assert [d.has_option("f"), d.has_option("z", "--all"), d.has_option("a")] == [True, True, False]
    assert d.operands == ("x",)


@pytest.mark.parametrize(
    ("words", "fails"),
    [
        (["a"], True),
        (["sh", "-c", "a"], True),
        (["sh", "-c", "b; a"], True),
        (["sh", "-c", "a && b"], True),
        (["sh", "-c", "a; b"], False),
        (["sh", "-ec", "a; b"], True),
        (["sh", "-c", "set -e; a; b"], True),
        (["bash", "-c", "set -o errexit\na\nb"], True),
        (["sh", "-c", "a || true"], False),
        (["sh", "-c", "[ -d x ] || a"], False),
        (["sh", "-c", "test -f x && a"], False),
        (["sh", "-ec", "if c; then a; fi"], False),
        (["sh", "-c", "a && b; c"], False),
        (["sh", "-c", "a | b"], False),
    ],
)
def test_whether_a_script_fails_with_a_command(words: list[str], fails: bool) -> None:
    commands = commands_of(words)
    (number,) = [number for number, each in enumerate(commands) if each.words == ("a",)]
    assert (number in that_matter(commands, words)) is fails
