"""Reads the CODEOWNERS files of GitHub and GitLab: which teams own a file.

The last pattern that matches a path decides. In GitLab's files, this applies to each section, and
a path has the owners of all sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podlint.reading.gitignore import IgnoreLines, split_lines
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["CodeOwners", "read_codeowners"]

_SECTION = pattern(r"\^?\[(?P<name>[^\]]+)\](?:\[\d+\])?(?P<owners>(?:\s.*)?)")
_WORD = pattern(r"(?:\\.|[^\s\\])+")
_OWNER = pattern(r"@{1,2}[^\s@]+|[^\s@]+@[^\s@]+")


class _Line(Frozen, eq=False):
    """A pattern with its owners.

    Attributes:
        pattern: What compares a path with the pattern.
        files: The pattern matches only files of a folder itself, such as ``docs/*``.
        owners: The owners, which may be none.
        excluded: A path that matches has no owner in this section, whatever comes later.
    """

    pattern: IgnoreLines
    files: bool
    owners: tuple[str, ...]
    excluded: bool

    def matches(self, path: str) -> bool:
        if self.files:
            return bool(self.pattern.verdict(path, folder=False))
        return self.pattern.ignores(path)


class CodeOwners(Frozen, eq=False):
    """A CODEOWNERS file.

    Attributes:
        sections: The patterns of each section, the last one first.
        skipped: The number of each line that cannot be used, and why.
    """

    sections: tuple[tuple[_Line, ...], ...]
    skipped: tuple[tuple[int, str], ...] = ()

    def owners(self, path: str) -> tuple[str, ...]:
        """The owners of a file, each once; empty for none.

        Args:
            path: The path from the root of the repository, with slashes.
        """
        path = path.removeprefix("./")
        found = (owner for lines in self.sections for owner in _decisive(lines, path))
        return tuple(dict.fromkeys(found))


def _decisive(lines: tuple[_Line, ...], path: str) -> tuple[str, ...]:
    matching = [each for each in lines if each.matches(path)]
    if any(each.excluded for each in matching):
        return ()
    return matching[0].owners if matching else ()


def read_codeowners(text: str) -> CodeOwners:
    """Read a CODEOWNERS file. A file with sections is GitLab's, and any other is GitHub's.

    A line with a mistake is skipped, as GitHub does.
    """
    lines = split_lines(text)
    gitlab = any(_section(line) for line in lines)
    sections: dict[str, list[_Line]] = {"": []}
    skipped: list[tuple[int, str]] = []
    name = ""
    default: tuple[str, ...] = ()
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        try:
            if gitlab and (section := _section(line)):
                name, default = section["name"].strip().lower(), ()
                sections.setdefault(name, [])
                default = tuple(_owners(section["owners"]))
            else:
                sections[name].append(_parsed(line, default, gitlab))
        except ValueError as error:
            skipped.append((number, str(error)))
    found = tuple(tuple(reversed(each)) for each in sections.values())
    return CodeOwners(found, tuple(skipped))


def _section(line: str) -> re.Match[str] | None:
    return _SECTION.fullmatch(line.strip())


def _parsed(line: str, default: tuple[str, ...], gitlab: bool) -> _Line:
    excluded = gitlab and line.startswith("!")
    found = _WORD.match(line, 1 if excluded else 0)
    if found is None:
        raise ValueError("the pattern is missing")
    text = found[0].replace("\\ ", " ")
    if not gitlab and text.startswith("!"):
        raise ValueError("GitHub does not support patterns that start with `!`")
    owners = tuple(_owners(line[found.end() :])) or default
    if gitlab and not text.startswith(("/", "*")):
        text = f"**/{text}"
    files = text.endswith("/*")
    # The reader of .gitignore would take these for its own signs.
    text = f"\\{text}" if text.startswith(("#", "!")) else text.replace("[", "\\[")
    text = f"{text[:-1]}\\ " if text.endswith(" ") else text
    return _Line(IgnoreLines([text]), files, owners, excluded)


def _owners(text: str) -> Iterator[str]:
    """The owners, up to a comment.

    Raises:
        ValueError: A word is neither a name with `@` nor an email address.
    """
    for word in text.split():
        if word.startswith("#"):
            return
        if not _OWNER.fullmatch(word):
            raise ValueError(f"`{word}` is not an owner; expected `@name` or an email address")
        yield word
