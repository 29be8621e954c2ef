"""What a Go file declares: functions, variables and structs, as text that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

__all__ = ["Declaration", "Field", "declarations", "messages", "structs"]

_BEGIN = re.compile(
    r"(?P<sort>func|type|var|const)\s+(?:\(\s*(?:\w+\s+)?\*?(?P<owner>\w+)[^)]*\)\s*)?(?P<name>\w+)?"
)
_STRUCT = re.compile(r"type (\w+) struct \{")
_FIELD = re.compile(r"^\t(?:(\w+)\s+)?([^\s`]+)\s+`([^`]*)`")
_JSON = re.compile(r'json:"([^",]*)(,inline)?')
_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`([^`]*)`')


class Declaration(NamedTuple):
    """Something that is declared at the top of a file.

    Attributes:
        file: The file.
        line: Its first line, from 1.
        name: The name: ``ValidatePodSpec``, ``podStrategy.Validate``.
        text: The source, without comments and with one blank for any white space.
    """

    file: str
    line: int
    name: str
    text: str


class Field(NamedTuple):
    """A field of a struct.

    Attributes:
        name: What JSON calls it; empty if the fields of its type are taken over.
        type: The Go type.
    """

    name: str
    type: str


def declarations(files: Iterable[tuple[str, str]]) -> Iterator[Declaration]:
    """All declarations of some files, given by path and text; of a group, each of its lines."""
    for path, text in files:
        lines = text.split("\n")
        number = 0
        while number < len(lines):
            begun = _BEGIN.match(lines[number])
            if begun is None:
                number += 1
                continue
            end = _end(lines, number)
            body = lines[number : end + 1]
            if begun["name"]:
                name = f"{begun['owner']}.{begun['name']}" if begun["owner"] else begun["name"]
                yield Declaration(path, number + 1, name, _plain(body))
            else:
                yield from _grouped(path, number, body)
            number = end + 1


def _end(lines: list[str], first: int) -> int:
    """The last line of what begins on a line: the next that closes what the first one opens."""
    begun = _without_comment(lines[first]).rstrip()
    if begun.count("`") % 2:
        rest = (number for number in range(first + 1, len(lines)) if "`" in lines[number])
    elif begun.endswith(("{", "(", "[")):
        rest = (
            number
            for number in range(first + 1, len(lines))
            if lines[number].startswith(("}", ")", "]"))
        )
    else:
        return first
    return next(rest, len(lines) - 1)


def _grouped(path: str, first: int, body: list[str]) -> Iterator[Declaration]:
    """The entries of ``var (`` or ``const (``, each with the lines that belong to it."""
    name, begun, gathered = "", first, list[str]()
    for offset, line in enumerate(body[1:], 1):
        entry = re.match(r"\t(\w+)", line)
        if entry or line.startswith(")"):
            if name:
                yield Declaration(path, begun + 1, name, _plain(gathered))
            name, begun, gathered = (entry[1] if entry else ""), first + offset, []
        gathered.append(line)


def _plain(lines: list[str]) -> str:
    """Source without comments and line breaks."""
    kept = (line for line in lines if not line.lstrip().startswith("//"))
    return " ".join(" ".join(map(_without_comment, kept)).split())


def _without_comment(line: str) -> str:
    return re.sub(r"\s//.*$", "", line)


def structs(files: Iterable[tuple[str, str]]) -> dict[str, dict[str, Field]]:
    """The fields of the structs of some files, by the names of the structs and the fields."""
    found: dict[str, dict[str, Field]] = {}
    for _, text in files:
        for begun in _STRUCT.finditer(text):
            body = text[begun.end() : text.index("\n}", begun.end())]
            fields = found.setdefault(begun[1], {})
            for line in body.split("\n"):
                match = _FIELD.match(line)
                tag = _JSON.search(match[3]) if match else None
                if match and tag and tag[1] != "-":
                    name = "" if tag[2] else tag[1]
                    fields[name or match[2]] = Field(name, match[2].removeprefix("*"))
    return found


def messages(declared: Mapping[object, Declaration]) -> dict[str, Declaration]:
    """The texts of more than one word in some declarations, each with one that has it."""
    found: dict[str, Declaration] = {}
    for each in declared.values():
        for match in _TEXT.finditer(each.text):
            text = match[1] if match[1] is not None else match[2]
            if " " in text.strip():
                found.setdefault(text, each)
    return found
