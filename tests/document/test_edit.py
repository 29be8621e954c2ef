"""Edits in block style, byte for byte; `edits` gives the text after."""

from __future__ import annotations

import json
from typing import Any

import pytest

from podlint.document import (
    Delete,
    Edit,
    Edited,
    Insert,
    KeepLast,
    Rename,
    Replacement,
    SetValue,
    Span,
    apply_edits,
    json_patch,
    load,
    replacements,
)

POD = """\
# A web server
apiVersion: v1
kind: Pod
spec:
  # as the node's
  hostNetwork: true # until #12
  containers:
  - name: "web"
    image: 'nginx:1.27'   # pinned
    ports:
    # plain
    - containerPort: 80
    securityContext:      # to do
    # no probe yet

  # beside it
  - name: log
    env: {}    # none
    args: ["-v", "--quiet"]
  # the end
  volumes: [] # none
---
kind: Service
"""


def edited(text: str, *edits: Edit, document: int = 0) -> str:
    result = apply_edits(text, [(document, edit) for edit in edits])
    assert isinstance(result, Edited), result
    return result.text


def change(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def at(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


SET: list[tuple[str, Any, str, str]] = [
    ("spec.hostNetwork", False, "hostNetwork: true # until", "hostNetwork: false # until"),
    ("spec.containers.0.name", "api", 'name: "web"', 'name: "api"'),
    ("spec.containers.0.name", 'a"b\\', 'name: "web"', 'name: "a\\"b\\\\"'),
    ("spec.containers.0.image", "it's", "'nginx:1.27'   #", "'it''s'   #"),
    ("spec.containers.0.image", "two\nlines", "'nginx:1.27'", '"two\\nlines"'),
    ("spec.containers.0.image", 8080, "'nginx:1.27'", "8080"),
    ("kind", "List", "kind: Pod", "kind: List"),
    ("kind", "8080", "kind: Pod", 'kind: "8080"'),
    ("kind", "off", "kind: Pod", 'kind: "off"'),
    ("kind", "nginx:1.27", "kind: Pod", "kind: nginx:1.27"),
    ("kind", "a: b", "kind: Pod", 'kind: "a: b"'),
    ("kind", "", "kind: Pod", 'kind: ""'),
    ("kind", None, "kind: Pod", "kind: null"),
    ("kind", 1.5e-7, "kind: Pod", "kind: 1.5e-07"),
    ("kind", 2.0, "kind: Pod", "kind: 2"),
    ("kind", "a\nb\n", "kind: Pod\nspec", "kind: |\n  a\n  b\nspec"),
    ("kind", "\u2028", "kind: Pod", 'kind: "\\u2028"'),
    ("kind", {"a": []}, "kind: Pod\nspec", "kind:\n  a: []\nspec"),
    ("spec.containers.0.ports.0.containerPort", 443, "Port: 80", "Port: 443"),
    ("spec.containers.0.ports.0", 443, "- containerPort: 80", "- 443"),
    ("spec.containers.0.ports", 5, "ports:\n    # plain\n    - containerPort: 80\n", "ports: 5\n"),
    ("spec.containers.1.args", ["--x"], '["-v", "--quiet"]', '["--x"]'),
    ("spec.containers.1.args.0", "--x", '["-v",', '["--x",'),
    ("spec.containers.1.args", "x", '["-v", "--quiet"]', "x"),
    ("spec.containers.1.args", [[]], 'args: ["-v", "--quiet"]', "args:\n    - []"),
    ("spec.containers.1.env", "x", "{}    # none", "x    # none"),
]


@pytest.mark.parametrize(("path", "value", "old", "new"), SET)
def test_a_value_is_set_in_its_place(path: str, value: Any, old: str, new: str) -> None:
    assert edited(POD, SetValue(at(path), value)) == change(POD, old, new)


NEW: list[tuple[str, Any, str, str]] = [
    ("metadata.name", "web", "none\n---", "none\nmetadata:\n  name: web\n---"),
    ("spec.volumes2", [], "[] # none\n", "[] # none\n  volumes2: []\n"),
    (
        "spec.containers.0.securityContext.capabilities.drop",
        ["ALL"],
        "securityContext:      # to do\n    # no probe yet\n",
        (
            "securityContext:      # to do\n      capabilities:\n        drop:\n        - ALL\n"
            "    # no probe yet\n"
        ),
    ),
    ("spec.containers.0.tty", True, "# no probe yet\n", "# no probe yet\n    tty: true\n"),
    ("spec.containers.0.ports.0.name", "http", "Port: 80\n", "Port: 80\n      name: http\n"),
    (
        "spec.containers.1.resources",
        {"limits": {"cpu": "1", "memory": "1Gi"}, "claims": [{"name": "a", "request": "b"}]},
        '--quiet"]\n',
        (
            '--quiet"]\n    resources:\n      limits:\n        cpu: "1"\n        memory: 1Gi\n'
            "      claims:\n      - name: a\n        request: b\n"
        ),
    ),
    ("spec.containers.1.env.on", "x", "env: {}    # none\n", 'env:    # none\n      "on": x\n'),
]


@pytest.mark.parametrize(("path", "value", "old", "new"), NEW)
def test_what_is_absent_is_made(path: str, value: Any, old: str, new: str) -> None:
    assert edited(POD, SetValue(at(path), value)) == change(POD, old, new)


BEFORE: list[tuple[str, Any, str, str, str]] = [
    ("spec.nodeName", "a", "containers", "  containers:", "  nodeName: a\n  containers:"),
    ("spec.nodeName", "a", "volumes", "  # the end\n", "  nodeName: a\n  # the end\n"),
    ("spec.x", {"z": 1}, "hostNetwork", "  # as the", "  x:\n    z: 1\n  # as the"),
    ("metadata.name", "web", "spec", "[] # none\n", "[] # none\nmetadata:\n  name: web\n"),
    ("metadata", {"name": "web"}, "spec", "spec:\n", "metadata:\n  name: web\nspec:\n"),
    ("metadata", [1], "apiVersion", "server\n", "server\nmetadata:\n- 1\n"),
    ("spec.containers.1.image", "log", "name", "- name: log", "- image: log\n    name: log"),
    ("spec.containers.1.image", "log", "tty", '"--quiet"]\n', '"--quiet"]\n    image: log\n'),
    ("spec.containers.1.env.A", "b", "B", "env: {}    # none", "env:    # none\n      A: b"),
    ("kind", "Job", "spec", "kind: Pod", "kind: Job"),
]


@pytest.mark.parametrize(("path", "value", "before", "old", "new"), BEFORE)
def test_a_new_key_is_written_above_another_one(
    path: str, value: Any, before: str, old: str, new: str
) -> None:
    assert edited(POD, SetValue(at(path), value, before=before)) == change(POD, old, new)


RENAMED = [
    ("spec.hostNetwork", "hostIPC", "hostNetwork: true # until", "hostIPC: true # until"),
    ("spec.containers.0.securityContext", "on", "securityContext:      #", '"on":      #'),
    ("spec.containers.0.ports", "env", "ports:\n    # plain", "env:\n    # plain"),
    ("spec.containers", "a: b", "containers:", '"a: b":'),
    ("spec.containers", "containers", "containers:", "containers:"),
]


@pytest.mark.parametrize(("path", "key", "old", "new"), RENAMED)
def test_a_key_is_renamed_in_its_place(path: str, key: str, old: str, new: str) -> None:
    assert edited(POD, Rename(at(path), key)) == change(POD, old, new)


@pytest.mark.parametrize(
    ("text", "edit", "expected"),
    [
        ("'a' : 1 # c\n", Rename(("a",), "it's"), "'it''s' : 1 # c\n"),
        ("&x a: 1\nb: *x\n", Rename(("b",), "c"), "&x a: 1\nc: *x\n"),
        ("a: &x {b: 1}\nc: *x\n", Rename(("a",), "d"), "d: &x {b: 1}\nc: *x\n"),
        ("? a\n: x\n", Rename(("a",), "b"), "? b\n: x\n"),
        ("l: [{a: 1, b: 2}]\n", Rename(("l", 0, "a"), "x,z"), 'l: [{"x,z": 1, b: 2}]\n'),
        ('{"a": {"b": 1}}', Rename(("a", "b"), "c"), '{"a": {"c": 1}}'),
        ("a: 1\na: 1 # two\nb: 1\n", KeepLast(("a",)), "a: 1 # two\nb: 1\n"),
        (
            "# d\na: 1\nb: 1\n# two\na:\n  c: 1\n",
            KeepLast(("a",)),
            "# d\nb: 1\n# two\na:\n  c: 1\n",
        ),
        ("l:\n- a: 1\n  a: 2\n  b: 1\n  a: 3\n", KeepLast(("l", 0, "a")), "l:\n- b: 1\n  a: 3\n"),
        ("l: {a: 1, b: 2, a: 3, a: 4}\n", KeepLast(("l", "a")), "l: {b: 2, a: 4}\n"),
        ("a: 1\nb: 2\n", KeepLast(("a",)), "a: 1\nb: 2\n"),
    ],
)
def test_keys_in_every_style(text: str, edit: Edit, expected: str) -> None:
    assert edited(text, edit) == expected


def test_renamed_keys_and_values_beside_them() -> None:
    text = "a: 1\nb: [1, 2]\nc: {d: 1}\n"
    edits = [Rename(("a",), "x"), Delete(("b", 0)), Rename(("c", "d"), "e"), Rename(("a",), "x")]
    assert edited(text, *edits) == "x: 1\nb: [2]\nc: {e: 1}\n"
    data = load(text)[0].data
    assert json_patch(data, edits) == [
        {"op": "move", "from": "/a", "path": "/x"},
        {"op": "move", "from": "/c/d", "path": "/c/e"},
        {"op": "remove", "path": "/b/0"},
    ]
    assert json_patch(data, [KeepLast(("a",))]) == []


DELETE = [
    ("spec.hostNetwork", "  # as the node's\n  hostNetwork: true # until #12\n", ""),
    ("apiVersion", "apiVersion: v1\n", ""),
    ("spec.containers.0.name", 'name: "web"\n    image', "image"),
    ("spec.containers.0.image", "    image: 'nginx:1.27'   # pinned\n", ""),
    ("spec.containers.0.ports", "    ports:\n    # plain\n    - containerPort: 80\n", ""),
    ("spec.containers.0.ports.0", "ports:\n    # plain\n    - containerPort: 80\n", "ports: []\n"),
    ("spec.containers.0.securityContext", "    securityContext:      # to do\n", ""),
    ("spec.containers.1.args.0", '"-v", ', ""),
    ("spec.containers.1.args.1", ', "--quiet"', ""),
    (
        "spec.containers.1",
        '  # beside it\n  - name: log\n    env: {}    # none\n    args: ["-v", "--quiet"]\n',
        "",
    ),
    ("spec.volumes", "  # the end\n  volumes: [] # none\n", ""),
]


@pytest.mark.parametrize(("path", "old", "new"), DELETE)
def test_an_entry_goes_with_its_lines_and_comments(path: str, old: str, new: str) -> None:
    assert edited(POD, Delete(at(path))) == change(POD, old, new)


def test_the_last_entry_leaves_an_empty_map_or_goes_with_its_keys() -> None:
    text = "a: 1\nb:  # why\n  c:\n    d: 1 # one\n    # of many\ne: 5\n"
    path = ("b", "c", "d")
    assert edited(text, Delete(path)) == "a: 1\nb:  # why\n  c: {}\ne: 5\n"
    assert edited(text, Delete(path, prune=True)) == "a: 1\ne: 5\n"
    items = "a:\n- b: 1\n"
    assert edited(items, Delete(("a", 0, "b"), prune=True)) == "a:\n- {}\n"
    assert edited(items, Delete(("a", 0), prune=True), SetValue(("c",), 1)) == "c: 1\n"


def test_an_item_is_inserted_between_the_comments_of_others() -> None:
    text = "l:\n  # one\n  - 'a' # first\n  # two\n  - b: 1\n    c: 2\n    # three\n# end\n"
    assert edited(text, Insert(("l",), 0, "n")) == change(text, "  # one", "  - 'n'\n  # one")
    assert edited(text, Insert(("l",), 1, "n")) == change(text, "first\n", "first\n  - 'n'\n")
    new = {"x": [1], "z": {}}
    assert edited(text, Insert(("l",), 2, new)) == change(
        text, "# three\n", "# three\n  - x:\n      - 1\n    z: {}\n"
    )


def test_an_absent_or_empty_list_takes_its_first_item() -> None:
    assert edited("a:\n  b: 1\n", Insert(("a", "c"), 0, 1)) == "a:\n  b: 1\n  c:\n  - 1\n"
    assert edited("a: # c\nb: 1\n", Insert(("a",), 0, 1)) == "a: # c\n- 1\nb: 1\n"
    assert edited("a: [] # c\nb: 1\n", Insert(("a",), 0, 1)) == "a: # c\n- 1\nb: 1\n"


def test_items_stand_below_each_other_in_lists_of_lists() -> None:
    text = "- - a\n  - b\n-   c: 1\n"
    assert edited(text, Insert((0,), 0, "n")) == '- - "n"\n  - a\n  - b\n-   c: 1\n'
    assert edited(text, Delete((0, 0))) == "- - b\n-   c: 1\n"
    assert edited(text, Insert((), 2, {"d": 1, "e": 2})) == text + "-   d: 1\n    e: 2\n"
    assert edited(text, SetValue((1, "d"), [1])) == text + "    d:\n    - 1\n"


def test_indentation_is_that_of_the_document() -> None:
    text = "a:\n    b:\n        c: 1\n    d:\n      - e\n"
    new = {"x": {"v": [{"z": 1, "w": 2}]}}
    assert edited(text, SetValue(("f",), new)) == text + (
        "f:\n    x:\n        v:\n          - z: 1\n            w: 2\n"
    )


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("final", [True, False])
def test_line_ends_and_the_final_one_stay(line_break: str, final: bool) -> None:
    def lines(*lines: str) -> str:
        return line_break.join(lines) + (line_break if final else "")

    text = lines("a: 1", "b:", "- x # y")
    assert edited(text, SetValue(("c", "d"), "p\nq\n")) == lines(
        "a: 1", "b:", "- x # y", "c:", "  d: |", "    p", "    q"
    )
    assert edited(text, Insert(("b",), 1, {"p": 1, "q": 2})) == lines(
        "a: 1", "b:", "- x # y", "- p: 1", "  q: 2"
    )
    assert edited(text, Delete(("b",))) == lines("a: 1")
    assert edited(text, Delete(("b",)), SetValue(("c",), [1])) == lines("a: 1", "c:", "- 1")


def test_the_line_break_is_known_when_the_last_one_is_gone() -> None:
    edits = SetValue(("a",), 5), SetValue(("d",), 6)
    assert edited("a:\r\n  b: 1\r\n  c: 2", *edits) == "a: 5\r\nd: 6"


@pytest.mark.parametrize(
    "text", "*a &a [a {a !a |a >a 'a \"a %a @a `a #a ,a - -\ta a\t ? :".split(" ")
)
def test_text_that_cannot_be_plain_is_quoted(text: str) -> None:
    quoted = json.dumps(text)
    assert edited("a: b # c\n", SetValue(("a",), text)) == f"a: {quoted} # c\n"
    assert edited("a: b\n", SetValue((text,), 1)) == f"a: b\n{quoted}: 1\n"
    assert edited("a: [b]\n", SetValue(("a", 0), text)) == f"a: [{quoted}]\n"


def test_keys_are_quoted_only_where_needed() -> None:
    new = {"on": 1, "1": 2, "<<": 3, "app.io/x": 4, "a b": 5, "2026-01-01": 6}
    assert edited("a: b\n", SetValue(("c",), new)) == (
        'a: b\nc:\n  "on": 1\n  "1": 2\n  "<<": 3\n  app.io/x: 4\n  a b: 5\n  2026-01-01: 6\n'
    )


def test_blank_lines_do_not_pile_up() -> None:
    text = "a: 1\n\n# two\nb: 2\n\nc: 3\n"
    assert edited(text, Delete(("b",))) == "a: 1\n\nc: 3\n"
    assert edited(text, Delete(("c",))) == "a: 1\n\n# two\nb: 2\n"
    assert edited("a: |+\n  x\n\nb: 1\n", Delete(("b",))) == "a: |+\n  x\n\n"


BLOCK_SCALAR = "a: |  # text\n  one\n  # two\n\nb: 1\n"


def test_block_scalars_are_replaced_whole() -> None:
    def a(value: Any) -> str:
        return edited(BLOCK_SCALAR, SetValue(("a",), value))

    assert a("x") == "a: x  # text\n\nb: 1\n"
    assert a("x\n y") == "a: |-  # text\n  x\n   y\n\nb: 1\n"
    assert a({"x": 1}) == "a:  # text\n  x: 1\n\nb: 1\n"
    kept = "a: |+\n  one\n\n"
    assert edited(kept, SetValue(("b",), 1)) == kept + "b: 1\n"
    assert edited("a: >+\n  one\n\nb: 1\n", SetValue(("a",), "x")) == "a: x\nb: 1\n"
    assert edited("a: 1\n", SetValue(("a",), " x\ny")) == 'a: " x\\ny"\n'
    assert edited("a: 1\n", SetValue(("a",), "x\n\n")) == 'a: "x\\n\\n"\n'


def test_values_below_their_key_or_dash() -> None:
    assert edited("a:\n  # why\n  'long'\nb: 1\n", SetValue(("a",), "x")) == (
        "a:\n  # why\n  'x'\nb: 1\n"
    )
    assert edited("a:\n  # why\n  'long'\nb: 1\n", SetValue(("a",), {"x": 1})) == (
        "a:\n  x: 1\nb: 1\n"
    )
    text = "-\n  a: 1\n  b: 2\n-\n"
    assert edited(text, Delete((0, "a"))) == "-\n  b: 2\n-\n"
    assert edited(text, SetValue((0,), 5)) == "- 5\n-\n"
    assert edited(text, SetValue((1, "c"), {"d": 1})) == "-\n  a: 1\n  b: 2\n- c:\n    d: 1\n"
    assert edited(text, SetValue((0,), ["x"])) == "- - x\n-\n"
    assert edited("- a: 1\n  b: 2\n", SetValue((0,), {"x": 1, "z": 2})) == "- x: 1\n  z: 2\n"


def test_tabs_anchors_and_tags_are_no_obstacle() -> None:
    assert edited("a:\t1\t# c\n", SetValue(("a",), 2)) == "a:\t2\t# c\n"
    assert edited("a: &x !!str 1 # c\n", SetValue(("a",), 2)) == "a: 2 # c\n"
    assert edited("a: &x # c\n  b: 1\n", SetValue(("a", "c"), 2)) == "a: &x # c\n  b: 1\n  c: 2\n"
    assert edited("a: &x\n  b: 1\nc: 2\n", SetValue(("a",), 2)) == "a: 2\nc: 2\n"
    assert edited("\ufeffa: 1\n", SetValue(("b",), 2)) == "\ufeffa: 1\nb: 2\n"
    assert edited("a: !!map\n  b: 1\nc: 2\n", SetValue(("a",), {"x": 1})) == "a:\n  x: 1\nc: 2\n"


def test_edits_of_one_call_speak_of_the_text_before() -> None:
    text = "l:\n- a\n- b\n- c\n- d: 1\n"
    edits = [
        Delete(("l", 0)),
        Insert(("l",), 1, "x"),
        Delete(("l", 2)),
        SetValue(("l", 3, "d"), 2),
        Insert(("l",), 1, "z"),
        Insert(("l",), 4, "end"),
        SetValue(("m", "p"), 1),
        SetValue(("m", "q"), 2),
    ]
    assert edited(text, *edits) == "l:\n- x\n- z\n- b\n- d: 2\n- end\nm:\n  p: 1\n  q: 2\n"
    for both in (
        [Delete(("l", 1)), Insert(("l",), 1, "x")],
        [Insert(("l",), 1, "x"), Delete(("l", 1))],
    ):
        assert edited(text, *both) == text.replace("- b", "- x")
    all_items = [Delete(("l", index)) for index in range(4)]
    assert edited(text, *all_items) == "l: []\n"
    assert edited(text, *all_items, *all_items, Insert(("l",), 4, 1)) == "l:\n- 1\n"


def test_each_document_of_a_text_is_edited_on_its_own() -> None:
    text = "\ufeff# head\n---\na: 1\n--- # second\nb:\n  c: 1\n---\n{a: 1}\n---\nd: 1"
    edits: list[tuple[int, Edit]] = [
        (4, SetValue(("e",), 1)),
        (1, SetValue(("a",), 2)),
        (2, Delete(("b", "c"))),
        (3, SetValue(("b",), "x")),
    ]
    result = apply_edits(text, edits)
    assert isinstance(result, Edited)
    assert result.text == (
        "\ufeff# head\n---\na: 2\n--- # second\nb: {}\n---\n{a: 1, b: x}\n---\nd: 1\ne: 1"
    )


def test_an_error_in_one_document_does_not_hinder_the_others() -> None:
    text = "a: [\n---\nb: 1\n"
    result = apply_edits(text, [(1, SetValue(("b",), 2))])
    assert isinstance(result, Edited)
    assert result.text == "a: [\n---\nb: 2\n"


def test_replacements_tell_where_the_text_before_changes() -> None:
    text = "é: 1\nb: x # c\nc: true\n"
    assert replacements(
        text, [(0, SetValue(("b",), "y")), (0, Delete(("é",))), (0, SetValue(("d",), 1))]
    ) == (
        Replacement(Span(1, 1, 2, 1), ""),
        Replacement(Span(2, 4, 2, 5), '"y"'),
        Replacement(Span(3, 8, 3, 8), "\nd: 1"),
    )


def test_what_is_so_already_changes_nothing() -> None:
    text = "a: 0x10 # c\nb: {c: [1, x]}\n"
    edits: list[Edit] = [SetValue(("a",), 16), SetValue(("b",), {"c": [1, "x"]})]
    assert apply_edits(text, [(0, edit) for edit in edits]) == Edited(text, ())
    assert apply_edits(text, []) == Edited(text, ())
    items = "l:\n- a # c\n- b\n"
    exchanged: list[Edit] = [Delete(("l", 1)), Insert(("l",), 2, "b")]
    assert apply_edits(items, [(0, edit) for edit in exchanged]) == Edited(items, ())
    assert edited(text, SetValue(("a",), "16")) == 'a: "16" # c\nb: {c: [1, x]}\n'
    assert edited("a: true\n", SetValue(("a",), 1)) == "a: 1\n"


@pytest.mark.parametrize("text", ["one\ntwo\x07", "one\n\x00", "one\n\u0085two"])
def test_lines_with_signs_that_cannot_be_printed_are_quoted(text: str) -> None:
    after = edited("a: |\n  one\n  two\n", SetValue(("a",), text))
    assert load(after)[0].data == {"a": text}
    assert after.startswith('a: "')
