"""Scripts made to be slow are read in time that grows with their length."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from proportion import in_proportion

from podlint.pods.commands.connections import connections_of, runs_in_background
from podlint.pods.commands.daemons import leaves_in_background
from podlint.pods.commands.outputs import outputs_of
from podlint.pods.commands.packages import installation_in
from podlint.pods.commands.repetition import unrepeatable
from podlint.pods.commands.scripts import commands_of, that_matter
from podlint.pods.commands.words import ends_soon, never_ends, programs, steps

REPEATED = [
    "a", "/", "0", " ", "\t", "\n", "\r\n", "\\\n", "`", '"', "'", "\\", "#", "$(", "$((", "(", ")",
    "; ", "&", "2>&1 ", "> /a ", "<<A\n", "a=b ", "a && ", "until ", "while true; do ", "done ",
    "curl ", "curl | ", "echo ", "echo; nc -z ", "mkdir /a\n", "rm -rf /a\n", "mv /a /b\n",
    "mkdir /a && ", "create table ", "kubectl create ", "git clone a ", "apt-get install ",
]  # fmt: skip
READERS: list[Callable[[Sequence[str]], object]] = [
    commands_of,
    lambda words: that_matter(commands_of(words), words),
    steps,
    ends_soon,
    never_ends,
    lambda words: list(programs(words)),
    connections_of,
    runs_in_background,
    leaves_in_background,
    lambda words: outputs_of(words, "/work"),
    installation_in,
    lambda words: list(unrepeatable(words, "/work")),
]


@pytest.mark.parametrize("repeated", REPEATED)
@pytest.mark.parametrize("start", ["", "while true; do psql "])
def test_a_script_is_read_in_proportion_to_its_length(start: str, repeated: str) -> None:
    def words(length: int) -> list[str]:
        return ["sh", "-c", start + repeated * (length // len(repeated))]

    def read(given: Sequence[str]) -> None:
        for reader in READERS:
            reader(given)

    assert in_proportion(words, 2000, read)


def test_arguments_without_a_shell_are_read_in_proportion_to_their_length() -> None:
    def words(length: int) -> list[str]:
        return ["curl", *["a" * 10] * (length // 20), "/" * (length // 2)]

    def read(given: Sequence[str]) -> None:
        for reader in READERS:
            reader(given)

    assert in_proportion(words, 2000, read)


def test_the_name_of_a_program_is_read_in_proportion_to_its_length() -> None:
    def words(length: int) -> list[str]:
        return ["tomcat" * (length // 6) + "/startup.sh", "x"]

    assert in_proportion(words, 20_000, leaves_in_background)
