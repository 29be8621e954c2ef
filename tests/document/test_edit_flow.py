"""Edits in brackets and braces, in YAML and in JSON, byte for byte."""

from __future__ import annotations

import json
from typing import Any

import pytest

from podlint.document import (
    Delete,
    Edit,
    Edited,
    Insert,
    Octal,
    SetValue,
    apply_edits,
    json_patch,
    load,
)


def edited(text: str, *edits: Edit, document: int = 0) -> str:
    result = apply_edits(text, [(document, edit) for edit in edits])
    assert isinstance(result, Edited), result
    return result.text


@pytest.mark.parametrize(
    ("text", "edit", "expected"),
    [
        ("a: {b: 1} # c\n", SetValue(("a", "c"), "x"), "a: {b: 1, c: x} # c\n"),
        ("a: {b: 1} # c\n", SetValue(("a", "c"), "x", "b"), "a: {c: x, b: 1} # c\n"),
        ("a: {b: 1, d: 2}\n", SetValue(("a", "c"), "x", "d"), "a: {b: 1, c: x, d: 2}\n"),
        ("a: { b: 1 }\n", SetValue(("a", "c"), None), "a: { b: 1, c: null }\n"),
        ("a: { b: 1 }\n", Delete(("a", "b")), "a: {}\n"),
        ("a: {b: 1, c: 2}\n", Delete(("a", "b")), "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", Delete(("a", "c")), "a: {b: 1}\n"),
        ('a: {"b":"x"}\n', SetValue(("a", "c"), "d"), 'a: {"b":"x", "c": "d"}\n'),
        ("a: {b: {}, c: }\n", SetValue(("a", "b", "d"), 1), "a: {b: {d: 1}, c: }\n"),
        ("a: {b: {}, c: }\n", SetValue(("a", "c", "d"), 1), "a: {b: {}, c: {d: 1} }\n"),
        ("a: {b, c: 1}\n", SetValue(("a", "b"), "x"), "a: {b: x, c: 1}\n"),
        ("a: {b: x}\n", SetValue(("a", "b"), "x,z"), 'a: {b: "x,z"}\n'),
        ("a: {b: x}\n", SetValue(("a", "b"), "x:1"), "a: {b: x:1}\n"),
        ("a: {b: x}\n", SetValue(("a", "b"), "http://c?d"), 'a: {b: "http://c?d"}\n'),
        ("a: {b: 'x'}\n", SetValue(("a", "b"), "it's"), "a: {b: 'it''s'}\n"),
        ("a: {b: x}\n", SetValue(("a", "b"), "p\nq"), 'a: {b: "p\\nq"}\n'),
        ("a: {b: [1, 2]}\n", SetValue(("a", "b"), {"c": [3, {}]}), "a: {b: {c: [3, {}]}}\n"),
        ("a: [x, z]\n", Insert(("a",), 0, "--v"), "a: [--v, x, z]\n"),
        ("a: [x,z]\n", Insert(("a",), 1, {"b": 1}), "a: [x,{b: 1},z]\n"),
        ("a: ['x', 'z']\n", Insert(("a",), 2, "on"), "a: ['x', 'z', 'on']\n"),
        ("a: [x, z, ]\n", Insert(("a",), 2, "on"), 'a: [x, z, "on", ]\n'),
        ("a: [x, z, ]\n", Delete(("a", 1)), "a: [x, ]\n"),
        ("a: [[], 1]\n", Insert(("a", 0), 0, 5), "a: [[5], 1]\n"),
        ("a: ['x', 'z']\n", SetValue(("a",), ["p q", 1]), "a: ['p q', 1]\n"),
        ("a: {b: 1} # c\n", SetValue(("a",), {"c": {}}), "a: # c\n  c: {}\n"),
        ("a: [b, # c\n  d]\n", Insert(("a",), 2, "e"), "a: [b, # c\n  d, e]\n"),
    ],
)
def test_collections_on_one_line(text: str, edit: Edit, expected: str) -> None:
    assert edited(text, edit) == expected


LINES = """\
a: [
  x, # first
  # the second
  "z",  # last

  # none
] # end
"""


def test_collections_on_several_lines() -> None:
    no_comma = LINES.replace('"z",', '"z"')
    assert edited(LINES, Insert(("a",), 2, "v")) == LINES.replace("last\n", "last\n  v,\n")
    assert edited(no_comma, Insert(("a",), 2, "v")) == LINES.replace("last\n", "last\n  v\n")
    assert edited(LINES, Insert(("a",), 0, "v")) == LINES.replace("x, #", "v,\n  x, #")
    assert edited(LINES, Delete(("a", 0))) == LINES.replace("  x, # first\n", "")
    assert edited(LINES, Delete(("a", 1))) == LINES.replace('  "z",  # last\n', "")
    assert edited(no_comma, Delete(("a", 1))) == (
        LINES.replace('  "z",  # last\n', "").replace("x, #", "x #")
    )
    windows = LINES.replace("\n", "\r\n")
    assert edited(windows, Insert(("a",), 2, "v")) == windows.replace(
        "last\r\n", "last\r\n  v,\r\n"
    )


PRETTY = """\
{
    "kind": "Pod",
    "spec": {
        "containers": [
            {"name": "a", "args": ["-v"]},
            {
                "name": "b",
                "env": {}
            }
        ],
        "volumes": []
    }
}
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (SetValue(("kind",), "off"), '"Pod"', '"off"'),
        (SetValue(("kind",), 'a"é\x7f\n'), '"Pod"', '"a\\"é\\u007f\\n"'),
        (SetValue(("kind",), None), '"Pod"', "null"),
        (Delete(("kind",)), '    "kind": "Pod",\n', ""),
        (Delete(("spec", "volumes")), '],\n        "volumes": []\n', "]\n"),
        (SetValue(("spec", "containers", 0, "tty"), True), '["-v"]}', '["-v"], "tty": true}'),
        (Insert(("spec", "containers", 0, "args"), 1, "x"), '["-v"]', '["-v", "x"]'),
        (
            SetValue(("spec", "containers", 1, "env", "c", "d"), [1, {}]),
            '"env": {}\n',
            (
                '"env": {\n                    "c": {\n                        "d": [\n'
                "                            1,\n                            {}\n"
                "                        ]\n                    }\n                }\n"
            ),
        ),
        (Insert(("spec", "volumes"), 0, "v"), "[]", '[\n            "v"\n        ]'),
        (
            Insert(("spec", "containers"), 2, {"name": "c"}),
            "            }\n        ],",
            '            },\n            {\n                "name": "c"\n            }\n        ],',
        ),
        (Insert(("spec", "containers"), 0, 1), '{"name": "a"', '1,\n            {"name": "a"'),
        (
            SetValue(("metadata", "name"), "x"),
            "    }\n}\n",
            '    },\n    "metadata": {\n        "name": "x"\n    }\n}\n',
        ),
    ],
)
def test_json_stays_json_in_its_own_indentation(edit: Edit, old: str, new: str) -> None:
    assert PRETTY.count(old) == 1
    text = edited(PRETTY, edit)
    assert text == PRETTY.replace(old, new)
    json.loads(text)


def test_indentation_of_json_may_be_tabs_and_its_lines_may_end_in_crlf() -> None:
    text = '{\r\n\t"a": {}\r\n}\r\n'
    assert edited(text, SetValue(("a", "b"), [1])) == (
        '{\r\n\t"a": {\r\n\t\t"b": [\r\n\t\t\t1\r\n\t\t]\r\n\t}\r\n}\r\n'
    )


def test_compact_json_stays_compact() -> None:
    text = '{"a":1,"b":[1,{"c":"d"}],"e":{}}'
    new: Any = {"x": [1, "on"]}
    assert edited(text, SetValue(("e", "f"), new)) == text[:-3] + '{"f":{"x":[1,"on"]}}}'
    assert edited(text, SetValue(("g",), new)) == text[:-1] + ',"g":{"x":[1,"on"]}}'
    assert edited(text, Insert(("b",), 0, "z"), Delete(("a",))) == (
        '{"b":["z",1,{"c":"d"}],"e":{}}'
    )
    assert edited('{"a": 1,"b": 2}', SetValue(("c",), [1, 2])) == '{"a": 1,"b": 2,"c": [1,2]}'
    assert edited("{}", SetValue(("a", "b"), [])) == '{"a": {"b": []}}'


def test_values_of_a_json_stream_and_yaml_behind_it() -> None:
    values = '{"a": 1} {"b": "\\ud800", "c": {}}\n'
    assert edited(values, SetValue(("b",), 2), document=1) == '{"a": 1} {"b": 2, "c": {}}\n'
    text = '{"a": 1}\n---\nc: 1\n'
    assert edited(text, SetValue(("c",), 2), document=1) == text.replace("c: 1", "c: 2")
    assert load(edited(text, SetValue(("x",), [1])))[0].data == {"a": 1, "x": [1]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 644 # c\n", "a: 0644 # c\n"),
        ("- a: 1\n- {a: 644}\n", "- a: 1\n- {a: 0644}\n"),
        ('b: {"a":644,"c":[1]}\n', 'b: {"a":0644,"c":[1]}\n'),
        ("b: 1\n", "b: 1\na: 0644\n"),
        ('{"a": 644}\n', '{"a": 420}\n'),
        ('{"b":1}\n', '{"b":1,"a":420}\n'),
        ("---\n{a: 644}\n", "---\n{a: 0644}\n"),
    ],
)
def test_an_octal_number_is_written_so_where_yaml_is(text: str, expected: str) -> None:
    (document,) = load(text)
    paths = (("a",), (1, "a"), ("b", "a"))
    path = next((path for path in paths if document.has(path)), ("a",))
    edit = SetValue(path, Octal(0o644))
    assert edited(text, edit) == expected
    assert json.dumps(json_patch(document.data, [edit])).count('"value": 420') == 1
    assert edited(expected, edit) == expected
