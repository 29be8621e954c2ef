"""The page of a rule as text, for a terminal or a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from rich.markdown import Markdown
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

from podlint.cli.terminal import render
from podlint.document.visible import visible
from podlint.rule.examples import Example, read_example
from podlint.rule.pages import marked_lines
from podlint.rule.rule import Rule
from podlint.rule.rule_json import options_of, page_of
from podlint.rule.similar_names import former_names, names_elsewhere
from podlint.rule.symptoms import Symptom, explained
from podlint.testing import findings_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from podlint.config.notes import Note

__all__ = ["rule_page", "symptom_page"]

_SEVERITIES = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}
_FIXES = {
    "safe": "fixable with --fix",
    "unsafe": "fixable with --fix --unsafe-fixes",
    None: "not fixable",
}
_MOST_FINDINGS, _MOST_SYMPTOMS = 3, 3
_CODE = re.compile(r"`([^`]+)`")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$\n?", re.DOTALL | re.MULTILINE)


def rule_page(
    rule: Rule,
    fixable: Literal["safe", "unsafe"] | None,
    width: int,
    color: bool,
    note: Note | None = None,
) -> str:
    """The description of a rule, which starts with its shortest examples.

    Args:
        rule: The rule.
        fixable: How safe the rule's fixes are; None if it has none.
        width: The number of columns.
        color: Use colors and styles.
        note: What an organization adds.
    """
    bad, good = _shortest_pair(rule)
    sections: dict[str, Iterable[RenderableType]] = {
        "Bad": [_yaml(_marked(bad)), *_reported(rule, bad)],
        "Good": [_yaml(_marked(good))],
        "Why it matters and how to fix it": _markdown(rule.documentation, color),
        "Options": map(_option, options_of(rule)),
        "Symptom": _symptoms(rule),
        "Similar rules in other linters": _similar(rule),
        "Former names": map(Text, map(visible, former_names(rule.aliases))),
        "How to suppress it": [_yaml(f"# podlint: ignore[{rule.name}] the reason")],
        "More examples": filter(None, [page_of(rule)]),
    }
    parts = [Text(visible(rule.name), "bold"), _facts(rule, fixable), Text()]
    if note:
        parts = [*parts[:-1], Text(f"note: {visible(str(note))}", "italic"), Text()]
    return render(
        [*parts, *_markdown(rule.summary, color), *_titled(sections)], width, color
    )  # fmt: skip


def symptom_page(symptoms: Iterable[Symptom], width: int, color: bool) -> str:
    """What symptoms mean, and what to look at next.

    Args:
        symptoms: The symptoms.
        width: The number of columns.
        color: Use colors and styles.
    """
    parts: list[RenderableType] = []
    for each in symptoms:
        parts += [Text(each.name, "bold"), Text(each.means), Text(f"Shown in: {each.shown}"), ""]
        parts += [*_looks(each, set()), ""]
    return render(parts[:-1], width, color)


def _titled(sections: dict[str, Iterable[RenderableType]]) -> Iterator[RenderableType]:
    for title, parts in sections.items():
        indented = [_indented(part, 2) for part in parts]
        if indented:
            yield Text()
            yield Text(title, "bold")
            yield from indented


def _indented(part: RenderableType, columns: int) -> RenderableType:
    if isinstance(part, Text) and part.no_wrap:
        return _shifted(part, columns)
    return Padding(part, (0, 0, 0, columns), expand=False)


def _shifted(code: Text, columns: int) -> Text:
    blanks = " " * columns
    lines = (Text(blanks).append_text(line) for line in code.split(allow_blank=True))
    return Text("\n", no_wrap=True).join(lines)


def _facts(rule: Rule, fixable: Literal["safe", "unsafe"] | None) -> Text:
    severity = rule.severity.value
    more = "" if rule.at_most is rule.severity else f" ({rule.at_most.value} in some cases)"
    facts = [
        f"{severity}{more}",
        _FIXES[fixable],
        f"since {rule.since}" + (", in preview" if rule.preview else ""),
        f"subject {rule.subject}",
        *rule.standards,
    ]
    text = Text(visible(", ".join(facts)))
    text.stylize(_SEVERITIES[severity], 0, len(severity))
    return text


def _shortest_pair(rule: Rule) -> tuple[Example, Example]:
    """A bad and a good example that are short and differ little."""
    pairs = product(map(read_example, rule.bad), map(read_example, rule.good))
    return min(pairs, key=lambda pair: _lines_to_read(*pair))


def _lines_to_read(bad: Example, good: Example) -> float:
    ours, theirs = bad.text.splitlines(), good.text.splitlines()
    number = len(ours) + len(theirs)
    return number * (2 - SequenceMatcher(None, ours, theirs).ratio())


def _marked(example: Example) -> str:
    return "\n".join(marked_lines(example))


def _reported(rule: Rule, example: Example) -> Iterator[RenderableType]:
    """What the rule reports of an example."""
    for finding in findings_of(rule, example.text)[:_MOST_FINDINGS]:
        severity = finding.severity.value
        message = Text.assemble((severity, _SEVERITIES[severity]), visible(f": {finding.message}"))
        yield Text("\n") + message
        if finding.help:
            yield _indented(Text(visible(f"help: {finding.help}")), 2)


def _markdown(text: str, color: bool) -> Iterator[RenderableType]:
    """Paragraphs, and blocks of code, which are not wrapped."""
    for prose, language, code in _blocks(visible(text, "\n")):
        if prose.strip():
            # Without a style for code, the backquotes stay.
            shown = prose if color else _CODE.sub(r"`` `\1` ``", prose)
            yield Markdown(shown, code_theme="ansi_dark", hyperlinks=False)
        if code:
            blank = Text("\n", no_wrap=True)
            yield blank.join([Text(), _shifted(_highlighted(code, language), 2), Text()])


def _blocks(text: str) -> Iterator[tuple[str, str, str]]:
    """The text in parts: prose, then the language and the code of the block after it."""
    *parts, last = _BLOCK.split(text)
    yield from zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    yield last, "", ""


def _yaml(text: str) -> RenderableType:
    return _highlighted(visible(text, "\n"), "yaml")


def _highlighted(code: str, language: str) -> Text:
    syntax = Syntax(code, language or "text", theme="ansi_dark", background_color="default")
    text = syntax.highlight(code)
    text.rstrip()
    text.no_wrap = True
    return text


def _option(option: dict[str, Any]) -> RenderableType:
    kind, default = _type_in_words(option["type"]), json.dumps(option["default"])
    return Text.assemble(
        (visible(option["name"]), "cyan"),
        visible(f" ({kind}, default {default}): {option['description']}"),
    )


def _type_in_words(schema: dict[str, Any]) -> str:
    """A JSON schema of a simple type, in words."""
    if values := schema.get("enum"):
        return " or ".join(map(json.dumps, values))
    if schema.get("type") == "array":
        return f"list of {_type_in_words(schema.get('items', {}))}s"
    return str(schema.get("type", "any value"))


def _symptoms(rule: Rule) -> Iterator[RenderableType]:
    yield Text(visible(rule.symptom))
    seen: set[str] = set()
    for symptom in explained(rule.symptom, rule.subject):
        yield Text("\n") + Text.assemble((symptom.name, "bold"), f": {symptom.means}")
        yield from _looks(symptom, seen)


def _looks(symptom: Symptom, seen: set[str]) -> Iterator[RenderableType]:
    """The commands to run for a symptom, except the ones seen before."""
    for each in symptom.look:
        if each.run not in seen:
            seen.add(each.run)
            yield _indented(Text(f"$ {each.run}", "cyan", no_wrap=True), 2)
            yield _indented(Text(each.read), 4)


def _similar(rule: Rule) -> Iterator[RenderableType]:
    if names := names_elsewhere(rule.aliases):
        yield Text(visible(f"the same rule: {', '.join(names)}"))
    for name, difference in rule.similar:
        yield Text.assemble((visible(name), "cyan"), visible(f": {difference}"))
