"""Every command and every program that a page shows runs, and prints what the page says.

`pytest --update tests/docs` writes what they print into the pages; read the difference.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import yaml

from podlint.config.config import parse_config
from tests.docs.blocks import PAGES, ROOT, Block, Command, blocks, commands
from tests.docs.workspace import Workspace, shown

NOT_RUN = {
    "needs a network": 9,
    "needs a file of a release": 2,
    "depends on the machine": 1,
    "needs Go": 3,
    "runs until it is stopped": 1,
    "sets up a whole environment": 1,
    "changes the shell of the user": 2,
    "shows keys that are pressed": 1,
}
"""Why blocks are not run, and how many there are of each."""

LANGUAGES = {"console", "groovy", "json", "mermaid", "python", "text", "toml", "yaml"}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
BLOCKS = [(name, block) for name, text in TEXTS.items() for block in blocks(text)]


def ids(blocks: list[tuple[str, Block]]) -> list[str]:
    return [f"{name}:{block.line}" for name, block in blocks]


def result_of(command: Command, output: str) -> str:
    """A command as the page shows it, with what it printed now."""
    line = "$ " + command.line
    return line if command.output is None else f"{line}\n{shown(command.output, output)}"


def ran(text: str, workspace: Workspace) -> str:
    """The page, with what its blocks print.

    Raises:
        AssertionError: A command or a program fails.
    """
    parts: list[str] = []
    position = 0
    printed: str | None = None
    for block in blocks(text):
        parts.append(text[position : block.start])
        now = block.text
        before, printed = printed, None
        if block.title:
            workspace.write(block)
        elif block.language == "text" and before is not None and not block.after.strip():
            now = f"{shown(block.text, before)}\n"
        elif block.language == "console" and block.reason is None:
            now = run_commands(block, workspace)
        elif block.language == "python" and block.reason is None:
            printed, code = workspace.python(block.text)
            assert code == 0, f"line {block.line}: {printed}"
        parts.append(textwrap.indent(now, block.indent))
        position = block.end
    return "".join([*parts, text[position:]])


def run_commands(block: Block, workspace: Workspace) -> str:
    """The block, with what its commands print."""
    results = []
    *_, last = together = commands(block)
    for command in together:
        output, code = workspace.run(command.line)
        expected = {block.exit} if block.exit and command is last else {0, 1}
        assert code in expected, f"line {block.line}: {command.line}: exit code {code}\n{output}"
        results.append(result_of(command, output))
    shows_output = any(command.output for command in together)
    return ("\n\n" if shows_output and len(results) > 1 else "\n").join(results) + "\n"


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_shows_what_its_commands_print(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = ran(TEXTS[name], Workspace(tmp_path))
    if request.config.getoption("--update"):
        (ROOT / name).write_text(text, encoding="utf-8")
    assert text == (ROOT / name).read_text(encoding="utf-8"), "right? then: pytest --update"


def test_what_is_not_run_has_a_known_reason() -> None:
    reasons = Counter(block.reason for _, block in BLOCKS if block.reason is not None)
    assert reasons == NOT_RUN
    for name, text in TEXTS.items():
        count = len(re.findall("<!-- (?:not run|exits)", text))
        marked = [each for each in blocks(text) if each.reason is not None or each.exit is not None]
        assert count == len(marked), f"{name}: a comment belongs to no block"


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=ids(BLOCKS))
def test_a_block_says_what_it_holds(name: str, block: Block) -> None:
    assert block.language in LANGUAGES
    if block.language == "yaml":
        list(yaml.safe_load_all(block.text))
    if block.language == "toml":
        tomllib.loads(block.text)
    if block.language == "console":
        assert block.text.startswith("$ ")


def settings_in(block: Block) -> object:
    if block.title == "pyproject.toml":
        return tomllib.loads(block.text)["tool"]["podlint"]
    return yaml.safe_load(block.text)


CONFIGURATIONS = [
    each for each in BLOCKS if each[1].title in (".podlint.yaml", "pyproject.toml")
]  # fmt: skip


@pytest.mark.parametrize(("name", "block"), CONFIGURATIONS, ids=ids(CONFIGURATIONS))
def test_a_configuration_is_one(name: str, block: Block) -> None:
    parse_config(settings_in(block))


OF_OTHER_ACTIONS = {"persist-credentials", "fetch-depth", "sarif_file", "category"}


def test_workflows_use_inputs_of_the_action() -> None:
    texts = [block.text for _, block in BLOCKS if block.language == "yaml"]
    used = [
        name
        for text in texts
        for _, inputs in re.findall(r"^( *)(?:- uses: \S+/podlint@.*\n\1  )?with:\n((?:\1 +.*\n?)+)", text, re.M)
        for name in re.findall(r"^ *([a-z-]+):", inputs, re.M)
    ]  # fmt: skip
    assert set(used) - OF_OTHER_ACTIONS <= set(ACTION["inputs"])


def test_hooks_that_pages_name_exist() -> None:
    texts = [block.text for _, block in BLOCKS if block.language == "yaml"]
    named = {name for text in texts for name in re.findall(r"- id: (podlint\S*)", text)}
    assert named == {hook["id"] for hook in HOOKS}
