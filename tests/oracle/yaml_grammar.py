"""Texts where readers of YAML part ways: repeated and odd keys, and colons in flow collections."""

from __future__ import annotations

from random import Random

_PIECES = (
    "a", "b", "b:c", ":", "::", ":d", "x:80", "1:2", "http://x:1/y", " ", "  ", ",", "{", "}", "[",
    "]", ": ", " :", '"q"', '"q":', "'r'", "'r':s", "- ", "-", "?", "? ", "&n ", "*n", "# c\n",
    "\n", "\n  ",
)  # fmt: skip
_FRAMES = (
    "a: [{}]\n", "a: {{{}}}\n", "a: [http://x:80/y]\nb: {{{}}}\n", "a: [http://x:80/y]\nb: [{}]\n",
    "a: {{k: [u:v], m: {}}}\n", "- [u:v]\n- {}\n",
)  # fmt: skip


def with_colons(draw: Random) -> str:
    """A flow collection of arbitrary pieces, with another before it that libyaml refuses."""
    pieces = (draw.choice(_PIECES) for _ in range(draw.randrange(1, 9)))
    return draw.choice(_FRAMES).format("".join(pieces))


_WORDS = (
    "a", "nginx:1.2", "http://x:80/y", "a:b:c", "x::y", "a:", "it's:1", 'a"b:c', "b#c:d", "a!b:c", "-:a", "1:2",
    "::1", "a b:c d", "a:b c:d", "a:b 'c d':e", 'a:b "c d":e', "é:😀", "a:b#c", "a: b:c", "b :c", "<a:b,c:d>",
    "!a:b", "don't", 'say "x', "tag:yaml.org,2002:str", "",
)  # fmt: skip
_TAGS = (
    "!<tag:yaml.org,2002:str>", "!<tag:yaml.org,2002:int>", "!<!a:b>", "!!str", "!!int", "!x:y", "!a,b:c", "!",
    "!<a:b,c:d", "! ", "!!", "!<>",
)  # fmt: skip
_QUOTED = (
    '"a b"', '"a, b"', '"{a"', '"a}: b"', '"[:]"', "'a b'", "'it''s a'", "'{a, b:c}'", '"a:b"', '"\\"a b:c"',
    '"a\n  b:c"', '" "', '"# a"', "'\"a b'", '"!<a b:c"', '""', '"\'"',
)  # fmt: skip
_BLOCKS = (
    "a: it's {}\n", "a: 'x' # don't\n", "a: |\n  echo 'x\n  y: \"z {{a:b\n", "# it's {}\n", "a: >-\n  {}\n",
    "{}: a\n", "a: {}\n", "- {}\n", "a: [{}]\n", "a: {{{}: b}}\n", 'a: "{}"\n', "a: '{}'\n", "a: x\n  {}\n",
    "%TAG ! tag:a,b:\n", "--- {}\n", "'{}': a\n", "? {}\n: b\n", "a: &x {}\n", "a: [b,\n  {}]\n",
)  # fmt: skip


def with_compact_forms(draw: Random) -> str:
    """Flow collections with colons in words, among quoted keys, tags and texts of other styles."""
    lines = [f"k{number}: {_flow(draw, 0)}\n" for number in range(draw.randrange(1, 4))]
    for _ in range(draw.randrange(3)):
        text = draw.choice((_scalar(draw), _flow(draw, 1)))
        lines.insert(draw.randrange(len(lines) + 1), draw.choice(_BLOCKS).format(text))
    return "".join(lines)


def _scalar(draw: Random) -> str:
    tag = draw.choice(_TAGS) + draw.choice((" ", " ", "")) if draw.random() < 0.15 else ""
    return tag + draw.choice(_QUOTED if draw.random() < 0.3 else _WORDS)


def _flow(draw: Random, depth: int) -> str:
    if depth > 2 or draw.random() < 0.3 * depth:
        return _scalar(draw)
    inner = [_flow(draw, depth + 1) for _ in range(draw.randrange(1, 4))]
    blank = draw.choice(("", "", " ", "\n  "))
    if draw.random() < 0.5:
        return f"[{(',' + blank).join(inner)}]"
    keys = [draw.choice(_QUOTED) if draw.random() < 0.6 else _scalar(draw) for _ in inner]
    entries = (
        f"{key}{draw.choice((':', ':', ': ', ' :'))}{value}"
        for key, value in zip(keys, inner, strict=True)
    )
    return "{" + f",{blank}".join(entries) + "}"


def with_escapes(draw: Random) -> str:
    """Scalars of every style full of backslashes and quotes."""
    pieces = ("\\'", "\\\\", "\\", '\\"', "'", "''", "x", " ", "\\t", "\\q", "\\/", "\\0", "\\x41", "b:c",
              "\n  ", "\\\n  ", "\\u00e9", "u00e9")  # fmt: skip
    frames = ('a: "{}"\n', "a: '{}'\n", "a: x{}\n", "a: |\n  {}\n", "a: [u:v, \"{}\"]\n", '{{"a": "{}"}}\n',
              '"{}": b\n', "- \"{}\"\n- '{}'\n")  # fmt: skip
    text = "".join(draw.choice(pieces) for _ in range(draw.randrange(1, 7)))
    return draw.choice(frames).format(text, text)


def with_odd_keys(draw: Random) -> str:
    """Maps whose keys repeat, merge, are null or numbers, and whose values may be infinite.

    Not both infinite values and different keys of the same text: which of these stays is chance.
    """
    keys = ["a", "a", "b", "c", "~", "null", "1", ".inf", "true", "<<", "<<"]
    values = ["1", "x", "~", "1.5", "[]", "{}", '"q"']
    if draw.random() < 0.5:
        keys.append('"1"')
    else:
        values += [".inf", "-.inf", ".nan"]
    anchors: list[str] = []
    lines = (
        f"{draw.choice(('a', 'b', 'a', 'c', '1', '~'))}: {_value(draw, keys, values, anchors)}\n"
        for _ in range(draw.randrange(1, 4))
    )
    return "".join(lines)


def _value(
    draw: Random, keys: list[str], values: list[str], anchors: list[str], depth: int = 0
) -> str:
    chance = draw.random()
    if chance < 0.3 or depth > 3:
        return draw.choice(values)
    if chance < 0.4 and anchors:
        return f"*{draw.choice(anchors)}"
    name = f"n{depth}{draw.randrange(3)}" if draw.random() < 0.3 else None
    if draw.random() < 0.5:
        items = (_value(draw, keys, values, anchors, depth + 1) for _ in range(draw.randrange(3)))
        text = f"[{', '.join(items)}]"
    else:
        text = _map(draw, keys, values, anchors, depth + 1)
    if name is None:
        return text
    anchors.append(name)
    return f"&{name} {text}"


def _map(draw: Random, keys: list[str], values: list[str], anchors: list[str], depth: int) -> str:
    entries = []
    for _ in range(draw.randrange(1, 4)):
        key = draw.choice(keys)
        merges = key == "<<" and anchors and draw.random() < 0.8
        value = f"*{draw.choice(anchors)}" if merges else _value(draw, keys, values, anchors, depth)
        entries.append(f"{key} : {value}")
    return "{" + ", ".join(entries) + "}"
