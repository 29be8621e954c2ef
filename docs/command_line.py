"""The reference of the command line, read from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer.main

from podlint.cli.arguments import _application

_INTRODUCTION = """\
# Command line

This page lists podlint's commands with their arguments and options. `podlint --help` and
`podlint COMMAND --help` print the same information. For the exit codes, see [Exit
codes](how-to/exit-codes.md).
"""


def _commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(_application([]))
    return dict(group.commands)


def options_of(command: str) -> dict[str, str]:
    """By the name of its parameter, each option of a command as one writes it, Markdown."""
    return {
        each.name: f"`{_written(each)}`"
        for each in _commands()[command].params
        if each.param_type_name == "option"
    }


def _written(option: Any) -> str:
    """An option with its value: ``--select RULE``."""
    name = max(option.opts, key=len)
    if option.is_flag:
        return str(name)
    values = _metavar(option)
    return f"{name}{values}" if values.startswith("[=") else f"{name} {values}"


def _metavar(parameter: Any) -> str:
    if parameter.metavar:
        return str(parameter.metavar)
    if choices := _choices(parameter):
        return "|".join(choices)
    kind = str(parameter.type.name)
    return "N" if kind.startswith("int") else kind.upper()


def page() -> str:
    """The page, Markdown; ends with a line break."""
    parts = [_INTRODUCTION]
    for name, command in _commands().items():
        parts += ["\n".join(_section(name, command))]
    return "\n".join(parts) + "\n"


def _section(name: str, command: Any) -> Iterator[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    usage = " ".join(["podlint", name, "[OPTIONS]", *map(_argument, arguments)])
    yield f"## podlint {name}\n"
    yield f"```text\n{usage}\n```\n"
    yield f"{_plain(command.help)}\n"
    if arguments:
        yield "| argument | meaning |"
        yield "|---|---|"
        yield from (f"| `{each.name}` | {_cell(each.help)} |" for each in arguments)
        yield ""
    if options:
        yield "| option | default | meaning |"
        yield "|---|---|---|"
        for each in options:
            names = ", ".join(f"`{text}`" for text in _names(each))
            yield f"| {names} | {_cell(_default(each))} | {_cell(_meaning(each))} |"
        yield ""


def _names(option: Any) -> list[str]:
    """The names of an option, the long one with its value unless that is one of a few words."""
    short = [name for name in option.opts if not name.startswith("--")]
    return [*short, max(option.opts, key=len) if _choices(option) else _written(option)]


def _meaning(option: Any) -> str:
    choices = ", ".join(f"`{each}`" for each in _choices(option))
    return f"{option.help} One of {choices}." if choices else str(option.help or "")


def _choices(parameter: Any) -> list[str]:
    if parameter.metavar:
        return []
    return [getattr(each, "value", each) for each in getattr(parameter.type, "choices", None) or ()]


def _argument(argument: Any) -> str:
    name = (argument.metavar or argument.name).upper()
    if name.startswith("["):
        return str(argument.metavar)
    return name if argument.required else f"[{name}]"


def _default(option: Any) -> str:
    shown = getattr(option, "show_default", None)
    if isinstance(shown, str):
        return shown
    value = getattr(option.default, "value", option.default)
    if value in (None, False, (), []):
        return ""
    return f"`{value}`"


def _plain(text: str | None) -> str:
    """A help text without Click's marks for paragraphs that are not to be wrapped."""
    return (text or "").replace("\b\n", "").strip()


def _cell(text: str | None) -> str:
    """A text for a cell of a table; bars stay as they are, since only code has them."""
    return (text or "").replace("\n", " ")
