"""The text that podlint ships, piece by piece, and the words that it does not use."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]

RETIRED = {
    r"\bmend(s|ed|ing|able)?\b": "fix, correct",
    r"\bbesides\b": "also, in addition",
    r"\bfor ever\b": "forever, never stops",
    r"\b(go|goes|going|gone|went) before\b": "takes precedence over, overrides",
    r"\bmiss(es|ed|ing)? nothing\b": "reports nothing here",
    r"\bas (it|they|one) (must|has to|have to|ought to) be\b": "is invalid; must be X",
    r"(?<!there )(?<!it )\b(is|are|was|were) no (?!longer|more|less|fewer|later|earlier)\w": "is not a",
    r"\bno values? for\b": "unsupported value",
    r"\bsilenc(e|es|ed|er|ers|ing)\b": "suppress",
    r"\bpractice notes?\b": "missing recommended practices (strict profile)",
    r"\bwith a look\b": "unsafe fix (review it)",
    r"\b(kept|keep|keeps|keeping) (a |the )?runs?\b|\bruns? (is|are) (not )?kept\b": "cache, cached",
    r"\banyhow\b": "anyway, or nothing",
    r"\banew\b": "again",
    r"\bhardly\b": "rarely, probably not",
    r"\bin vain\b": "without effect",
    r"\bnothing but\b": "only",
    r"\b(speak|speaks|speaking|spoke|spoken) of\b": "is about, reports, refers to",
    r"\bof which (it|they|one|podlint|only)\b|\bthat of which\b": "which",
    r"\bof which \w+( \w+)? asks?\b|\bthose that\b": "which, that",
    r"\bwhat [a-z` ]{1,30} (is|are|was|were) for\b": "the purpose, or a plain noun",
    r"\b(error|warning|note) or worse\b": "and above",
    r"\bfail(s|ed)? because some\b": "failing on",
    r"\bhas to go\b|\bhave to go\b": "must be removed",
    r"\bworth a look\b": "review",
    r"\bmay take the place of\b": "can override",
    r"\bfor good\b": "permanently",
    r"(?<!thing )\belse[.;,]": "otherwise",
    r"\bno longer than need be\b|\bneed be\b": "necessary",
    r"\bthat is why\b": "so, therefore",
    r"\bwhat is more\b": "also",
    r"\bas good as\b": "almost",
    r"\blikewise\b": "also, the same",
    r"\bthe like\b": "similar",
    r"\bat work\b": "running",
    r"\bone another\b": "each other",
    r"\bheed(s|ed)?\b": "respect, follow, read",
    r"\bnever learn(ed|t)\b": "does not implement",
    r"\bas a rule\b": "usually",
    r"\b(it|they|which) bears?\b": "has",
    r"\bwhence\b|\bwherein\b|\bthereof\b|\bwhereof\b|\bthereby\b": "where, in which",
    r"\bmuch the same\b": "the same, similar",
    r"\bso does\b|\bso do\b": "too",
}
"""A pattern of words that podlint does not use, and what it says instead."""

RETIRED_FOR_USERS = {
    r"\b(that|those) of (an?|the|its|their|each|another|all)\b": "repeat the noun",
    r"\b(?<!by )(other|old|new|earlier|later|previous|first|second|last|next|wrong|right|default) "
    r"ones?\b|\bthe ones?\b": "repeat the noun",
    r"(?<!name: )(?<![-\w])beside(?![-\w])": "next to, in addition to",
    r"\bat the least\b": "at least",
    r"\bwhat (is|are) (allowed|needed|missing|required|certain|left|known|too)\b": "a noun",
    r"\btak(e|es|en|ing) in\b": "include, contain",
    r"\bstands? (in|at|on)\b": "is in",
    r"\band its kin\b": "and similar",
    r"\bkeeps? (a|the|its) limit\b": "stays within the limit",
    r"\bas the configuration says\b": "use the configuration",
    r"\btakes? (a|the|its) \w+ back\b": "undo",
    r"\bat one below it\b|\bsuch ones?\b|\bneither led\b": "repeat the noun",
    r"\bmeans what\b": "corresponds to",
}
"""More such patterns, for rules and pages. Comments and docstrings in `podlint` may use them."""

_EXEMPT = {"docs/precision/plain-words.md", "docs/decisions/0009-rooms-and-one-traversal.md"}
"""Pages that quote retired words."""


class Piece(NamedTuple):
    """A piece of shipped text."""

    path: str
    line: int
    text: str


def retired(piece: Piece) -> Iterator[tuple[str, str]]:
    """The retired words in a piece, each with what to say instead."""
    is_code = piece.path.startswith("podlint/") and piece.path.endswith(".py")
    patterns = RETIRED if is_code else RETIRED | RETIRED_FOR_USERS
    for words, instead in patterns.items():
        for match in re.finditer(words, piece.text, re.IGNORECASE):
            yield match[0], instead


def shipped() -> Iterator[Piece]:
    """All text that podlint ships: of programs their strings and comments."""
    for folder in ("podlint", "rules", "docs", "examples"):
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if any(name.startswith(exempt) for exempt in _EXEMPT):
                continue
            if path.suffix == ".py":
                yield from _of_program(path, name)
            elif path.suffix in (".md", ".yaml", ".yml", ".css", ".js", ".html"):
                yield from _of_text(path, name)
    for name in ("README.md", "CHANGELOG.md", "SECURITY.md", "action.yml", "mkdocs.yml"):
        yield from _of_text(ROOT / name, name)


def _of_text(path: Path, name: str) -> Iterator[Piece]:
    number = 1
    for paragraph in re.split(r"(\n\s*\n)", path.read_text(encoding="utf-8")):
        yield Piece(name, number, _joined(paragraph))
        number += paragraph.count("\n")


def _of_program(path: Path, name: str) -> Iterator[Piece]:
    comment: list[str] = []
    first = 0
    kinds = {tokenize.STRING, tokenize.COMMENT}
    if hasattr(tokenize, "FSTRING_MIDDLE"):
        kinds.add(tokenize.FSTRING_MIDDLE)
    text = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            first = first if comment else token.start[0]
            comment.append(token.string.lstrip("# "))
        elif token.type in kinds:
            yield Piece(name, token.start[0], _joined(token.string))
        elif token.type not in (tokenize.NL, tokenize.NEWLINE) and comment:
            yield Piece(name, first, _joined("\n".join(comment)))
            comment = []


def _joined(text: str) -> str:
    return re.sub(r"\s+", " ", text)
