"""Seeded mutations of YAML and JSON texts: small damage of the kinds that people and tools do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

VALUES = """\
yes No on OFF y N true False TRUE tRue ~ null Null NULL 0 -0 0644 0o644 0O17 08 09.5 0x1F 0X1f 0b101
-0b11 0b-11 0b+1 +12 1_000 1__0 _1 0_7 1e3 1E+3 1.5e3 .5 5. +.5 -.5 .5e3 ._5 .5_1 .5__1 .5_ .5e1_0 .5e400_0 .inf -.Inf +.INF .nan inf nan
1:30 190:20:30 2001-12-14 2001-1-2 2001-13-40 2001-12-14T21:59:43Z 2001-12-14t21:59:43.10-05:00
9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616
-9223372036854775808 -9223372036854775809 100000000000000000000000 1e400 1e21 1e20 123456789012345678
100m 1Gi 0.1 1.0 3.14159265358979 12e 0x 0o 0b2 -- 1-2 . .. ...x = << - ? : -x ?x :x , [] {} [a] {a}
"" '' "yes" '0644' "\\/" "\\x41" "\\ud83d" "\\u00e9" "\\q" "a\\
b" 'it''s' | > |- |2 >+ |0 @x `x %x &x *x &x&y *nope !!str !!int !!float !!bool !!null !!binary !!set !foo
!!timestamp !<tag:yaml.org,2002:int> !!merge !x!y ! a#b #c a:b a,b a]b a}b nginx:1.2 http://a:80/b
{a:b} [a:b] {a:,b} {a: b:c} {"a":b} {'a':b:c} [http://x:80/y] {?a:b} [?a] {a?b:c} {a: [b:c, d]} 1e-7 1.0e+2
!!int "12" !!float 1 !!bool "yes" !!binary aGk= !!binary "/w==" !!null x !!int foo !!timestamp 2001-01-01
1.5: !!str <<: {a:} [,] [a,] {,} [a,,b] {a,} 0777777777777777777777 07777777777777777777777777 é 😀 日本
""".split()

LINES = """\
---
--- # comment
--- x
---x
--- {a: 1}
...
... # end
# comment
  # indented comment
%YAML 1.1
%YAML 1.2
%TAG ! tag:x,2000:
%FOO bar
<<: *defaults
<<: [*defaults, *small]
<<: {a: 1}
"<<": {a: 1}
- item
-
- - nested
? complex
: value
? [a]
key: value
key: *x
a: &x
  a: *x
1: one
"1": one
yes: 1
true: 2
~: null
.inf: 1
1e6: 1
1.5: 1
9223372036854775808: 1
kind: Pod
	tab: indented
key:	tab
text: |
  block
text: >2
{
}
]
""".splitlines()

CHARACTERS = (
    "-:?,[]{}#&*!|>'\"%@`~<=\\/.$ \t\n\r\x07\x00\x7f\x85\xa0\u2028\u2029\ufeff\ufffeé😀0aA_+"
)

Mutation = Callable[[random.Random, str], str]


def mutate(draw: random.Random, text: str) -> str:
    """The text with one to four mutations."""
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 4))):
        text = draw.choice(MUTATIONS)(draw, text)
    return text


def _insert_character(draw: random.Random, text: str) -> str:
    at = draw.randint(0, len(text))
    return text[:at] + draw.choice(CHARACTERS) + text[at:]


def _replace_character(draw: random.Random, text: str) -> str:
    at = draw.randint(0, len(text))
    return text[:at] + draw.choice(CHARACTERS) + text[at + 1 :]


def _delete_characters(draw: random.Random, text: str) -> str:
    at = draw.randint(0, len(text))
    return text[:at] + text[at + draw.choice((1, 1, 1, 2, 4, 30)) :]


def _replace_value(draw: random.Random, text: str) -> str:
    places = [found.end() for found in re.finditer(r"[:-] ", text)]
    if not places:
        return text
    start = draw.choice(places)
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return text[:start] + draw.choice(VALUES) + text[end:]


def _insert_value(draw: random.Random, text: str) -> str:
    places = [found.start() for found in re.finditer(r"[ ,\[{:\n]", text)]
    at = draw.choice(places) + 1 if places else 0
    return text[:at] + draw.choice(VALUES) + draw.choice(("", " ", ": ")) + text[at:]


def _on_lines(change: Callable[[random.Random, list[str], int], None]) -> Mutation:
    def changed(draw: random.Random, text: str) -> str:
        lines = text.split("\n")
        change(draw, lines, draw.randrange(len(lines)))
        return "\n".join(lines)

    return changed


def _insert_line(draw: random.Random, lines: list[str], at: int) -> None:
    indent = len(lines[at]) - len(lines[at].lstrip(" ")) if draw.random() < 0.6 else 0
    lines.insert(at, " " * indent + draw.choice(LINES))


def _delete_line(draw: random.Random, lines: list[str], at: int) -> None:
    del lines[at : at + draw.choice((1, 1, 2))]


def _repeat_line(draw: random.Random, lines: list[str], at: int) -> None:
    lines.insert(draw.randint(at, min(len(lines), at + 3)), lines[at])


def _indent_line(draw: random.Random, lines: list[str], at: int) -> None:
    lines[at] = draw.choice((" ", "  ", "\t", "- ")) + lines[at]


def _dedent_line(draw: random.Random, lines: list[str], at: int) -> None:
    lines[at] = lines[at][draw.choice((1, 2)) :]


def _swap_lines(draw: random.Random, lines: list[str], at: int) -> None:
    other = draw.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _change_breaks(draw: random.Random, text: str) -> str:
    line_break = draw.choice(("\r\n", "\r\n", "\r", "\x85", "\u2028", "\n\n"))
    share = draw.choice((0.02, 0.2, 1.0))
    parts = text.split("\n")
    return (
        "".join(part + (line_break if draw.random() < share else "\n") for part in parts[:-1])
        + parts[-1]
    )


def _cut(draw: random.Random, text: str) -> str:
    at = draw.randint(0, len(text))
    return text[:at] if draw.random() < 0.7 else text[at:]


def _to_flow(draw: random.Random, text: str) -> str:
    return draw.choice(("[{}]", "{{a: {}}}", "{{{}}}", "- [{}", "a: {{{}")).format(text)


MUTATIONS: tuple[Mutation, ...] = (
    _insert_character,
    _insert_character,
    _replace_character,
    _delete_characters,
    _replace_value,
    _replace_value,
    _insert_value,
    _on_lines(_insert_line),
    _on_lines(_insert_line),
    _on_lines(_delete_line),
    _on_lines(_repeat_line),
    _on_lines(_indent_line),
    _on_lines(_dedent_line),
    _on_lines(_swap_lines),
    _change_breaks,
    _cut,
    _to_flow,
)
