from __future__ import annotations

import pytest
from kustomize_nodes import ENTRY, data, resources_of, written

from podlint.document import JSON
from podlint.rendering.kustomize.fields.field_paths import split_path
from podlint.rendering.kustomize.kustomization.entries import (
    FieldOptions,
    Replacement,
    ReplacementSource,
    ReplacementTarget,
    Selector,
)
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.node import Map
from podlint.rendering.kustomize.transformers.replacements import replace

FOO = """\
apiVersion: x/v1
kind: Foo
metadata: {name: f}
int: 1
text: x
quoted: '1'
nothing: null
list: [{name: cat, v: 1}, {name: dog, v: 2}]
args: [one, two]
image: host/nginx:1
json: '{"b": "x", "a": [1, 2.0], "n": 1}'
long: |
  {
    "a": "x"
  }
yaml: "a: x"
map: {k: v}
"""
CREATE = FieldOptions(create=True)


def source(path: str, options: FieldOptions | None = None, **selector: str) -> ReplacementSource:
    chosen = Selector(Gvk("", "", selector.get("kind", "Foo")), selector.get("name", ""))
    return ReplacementSource(chosen, path, options, ENTRY)


def target(*paths: str, options: FieldOptions | None = None, **fields: object) -> ReplacementTarget:
    found = ReplacementTarget(Selector(), (), tuple(map(written, paths)), options, ENTRY)
    return found.replace(**fields)


def changed(
    value: str | ReplacementSource, *targets: ReplacementTarget, text: str = FOO
) -> dict[str, JSON]:
    resources = resources_of(text)
    own = value if isinstance(value, ReplacementSource) else None
    literal = written(value) if isinstance(value, str) else None
    replace(resources, [Replacement(own, literal, targets, ENTRY)])
    return data(resources[0])


def field(value: str | ReplacementSource, path: str, options: FieldOptions | None = None) -> JSON:
    return changed(value, target(path, options=options))[path.partition(".")[0]]


@pytest.mark.parametrize(
    ("path", "pieces"),
    [
        ("a.b", ["a", "b"]),
        (r"a.b\.c", ["a", "b.c"]),
        ("a.[b.c/d].e", ["a", "b.c/d", "e"]),
        ("a.[n=b.c].e", ["a", "[n=b.c]", "e"]),
        ("a.[b.c", ["a", "b.c"]),
        ("a.[b]", ["a", "[b]"]),
    ],
)
def test_dots_in_brackets_are_part_of_a_piece(path: str, pieces: list[str]) -> None:
    assert split_path(path) == pieces


@pytest.mark.parametrize(
    ("value", "path", "expected"),
    [
        ("5", "int", 5),
        ("8080", "text", "8080"),
        ("2", "quoted", "2"),
        (source("int"), "text", "1"),
        (source("map"), "list", {"k": "v"}),
        ("2", "map", 2),
        ("z", "list.[name=a].v", None),
        ("3", "list.[name=a].v", [{"name": "cat", "v": 3}, {"name": "dog", "v": 2}]),
        ("3", "list.*.v", [{"name": "cat", "v": 3}, {"name": "dog", "v": 3}]),
        ("3", "list.1.v", [{"name": "cat", "v": 1}, {"name": "dog", "v": 3}]),
        ("three", "args.[=t]", ["one", "three"]),
        (source("list.[name=dog].v"), "int", 2),
        (source("args.-"), "text", "two"),
        (source("args.[=one]"), "text", "one"),
        (source("image", FieldOptions(":", 1)), "text", "1"),
        ("z", "int", None),
        ("z", "nothing", None),
    ],
)
def test_only_the_text_of_a_scalar_changes(
    value: str | ReplacementSource, path: str, expected: JSON
) -> None:
    if expected is None:
        with pytest.raises(BuildError):
            field(value, path)
    else:
        assert field(value, path) == expected


@pytest.mark.parametrize(
    ("value", "path", "expected"),
    [
        ("5", "new.a.b", {"a": {"b": 5}}),
        ("x", "list.[name=new].v", "new"),
        ("x", "new.[name=n].v", [{"name": "n", "v": "x"}]),
        ("x", "new.0", ["x"]),
        ("x", "args.2", ["one", "two", "x"]),
        ("x", "args.[=three]", ["one", "two", "x"]),
        (source("map"), "new", {"k": "v"}),
    ],
)
def test_missing_fields_are_made(value: str | ReplacementSource, path: str, expected: JSON) -> None:
    found = field(value, path, CREATE)
    if expected == "new":
        assert isinstance(found, list)
        assert found[-1] == {"name": "new", "v": "x"}
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("path", "create"),
    [
        ("none", False),
        ("list.4.v", False),
        ("list.4.v", True),
        ("new.*", True),
        ("text.a", False),
        ("list.[name].v", False),
        ("list.[name=(].v", False),
        ("map.[name=a]", False),
        ("args.[=a+]", True),
        ("args.*.x", False),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path: str, create: bool) -> None:
    if path == "args.[=a+]":
        assert field("x", path, CREATE) == ["one", "two", "x"]
    else:
        with pytest.raises(BuildError):
            field("x", path, CREATE if create else None)


@pytest.mark.parametrize(
    ("index", "expected"),
    [(0, "new:1"), (1, "host/nginx:new"), (-1, "new:host/nginx:1"), (7, "host/nginx:1:new")],
)
def test_a_part_of_a_text_is_replaced(index: int, expected: str) -> None:
    assert field("new", "image", FieldOptions(":", index)) == expected


@pytest.mark.parametrize(
    ("value", "path", "expected"),
    [
        ("<Z>", "json.b", '{"a":[1,2],"b":"\\u003cZ\\u003e","n":1}'),
        ("Z", "json.n", '{"b": "x", "a": [1, 2.0], "n": 1}'),
        ("7", "json.a.[=1]", '{"a":[7,2],"b":"x","n":1}'),
        ("Z", "long.a", '{\n  "a": "Z"\n}'),
    ],
)
def test_a_text_that_is_json_is_changed_inside(value: str, path: str, expected: str) -> None:
    assert field(value, path) == expected


def test_a_text_that_is_yaml_is_declined() -> None:
    with pytest.raises(Declined):
        field("Z", "yaml.a")


def test_targets_are_selected_and_rejected() -> None:
    text = FOO + "---\n" + FOO.replace("{name: f}", "{name: g, labels: {a: b}}")
    for fields, expected in (
        ({"select": Selector(name="f|h")}, ["5", "x"]),
        ({"select": Selector(namespace="default")}, ["x", "x"]),
        ({"reject": (Selector(name="f"),)}, ["x", "5"]),
        ({"reject": (Selector(label_selector="a=b"),)}, ["5", "x"]),
        ({"reject": (Selector(),)}, ["5", "5"]),
        ({"select": Selector(annotation_selector="a")}, ["x", "x"]),
    ):
        resources = resources_of(text)
        entry = Replacement(None, written("5"), (target("text", **fields),), ENTRY)
        replace(resources, [entry])
        assert [data(each)["text"] for each in resources] == expected


@pytest.mark.parametrize(
    "entry",
    [
        Replacement(None, None, (), ENTRY),
        Replacement(None, written("a"), None, ENTRY),
        Replacement(source("int"), written("a"), (), ENTRY),
        Replacement(source("none"), None, (), ENTRY),
        Replacement(source("nothing"), None, (), ENTRY),
        Replacement(source("int", kind="Bar"), None, (), ENTRY),
        Replacement(source("image", FieldOptions(":", 7)), None, (), ENTRY),
        Replacement(source("map", FieldOptions(":", 0)), None, (), ENTRY),
        Replacement(source("list.*"), None, (), ENTRY),
        Replacement(source("list.name"), None, (), ENTRY),
        Replacement(None, written("a"), (target(select=None),), ENTRY),
    ],
)
def test_an_entry_that_says_too_little_or_too_much_is_refused(entry: Replacement) -> None:
    with pytest.raises(BuildError):
        replace(resources_of(FOO), [entry])


def test_a_source_must_be_one_resource() -> None:
    entry = Replacement(source("int"), None, (), ENTRY)
    with pytest.raises(BuildError, match="several"):
        replace(resources_of(FOO + "---\n" + FOO.replace("name: f}", "name: g}")), [entry])


def test_a_replaced_value_has_the_places_of_source_and_path() -> None:
    resources = resources_of(FOO)
    replace(resources, [Replacement(None, written("a", 3), (target("text"),), ENTRY)])
    root: Map = resources[0].root
    assert [each.span.start_line for each in root.items["text"].places] == [3, 9, 5]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("args.-1", None), ("none.-", None), ("map.0", None), ("list.7", None), ("none.a.b", None)],
)
def test_a_source_path_that_leads_nowhere_is_refused(path: str, expected: JSON) -> None:
    with pytest.raises(BuildError):
        field(source(path), "text")


@pytest.mark.parametrize("path", ["args.-1", "empty.-", "nothing.[a=b]", "nothing.x", "int.[a=b]"])
def test_a_source_path_does_not_go_through_other_values(path: str) -> None:
    with pytest.raises(BuildError):
        changed(source(path), target("text"), text=FOO + "empty: []\n")


@pytest.mark.parametrize(
    ("path", "create"),
    [
        ("nothing.a", True),
        ("nothing.[name=a].b", True),
        ("nothing.0.a", True),
        ("holes.*.v", True),
        ("holes.0.v", True),
    ],
)
def test_what_is_made_in_a_null_is_not_printed(path: str, create: bool) -> None:
    text = FOO.replace("nothing: null", "nothing: null\nholes: [null]")
    before = data(resources_of(text)[0])
    assert changed("x", target(path, options=CREATE if create else None), text=text) == before


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("nothing.a", FOO),
        ("empty.a", FOO + "empty: ''\n"),
        ("a..b", FOO + "a: {b: c}\n"),
        ("json.a.b", FOO),
        ("json.z", FOO),
    ],
)
def test_a_text_in_which_nothing_is_found_is_refused(path: str, text: str) -> None:
    with pytest.raises(BuildError):
        changed("x", target(path), text=text)


def test_only_texts_are_cut_at_a_delimiter() -> None:
    with pytest.raises(BuildError, match="delimiter"):
        field("x", "map", FieldOptions(":", 0))


def test_elements_that_are_compared_as_yaml_are_declined() -> None:
    with pytest.raises(Declined):
        changed("x", target("a.[=x]"), text=FOO + "a: [{b: c}]\n")


@pytest.mark.parametrize(("pattern", "expected"), [("1", "x"), ("^1$", 1)])
def test_a_quoted_text_is_compared_with_its_quotes(pattern: str, expected: JSON) -> None:
    text = FOO + "a: [{name: '1', v: 1}]\n"
    path = f"a.[name={pattern}].v"
    if expected == 1:
        with pytest.raises(BuildError, match="no field"):
            changed("2", target(path), text=text)
    else:
        assert changed("2", target(path), text=text)["a"] == [{"name": "1", "v": 2}]


def test_an_element_that_does_not_match_itself_cannot_be_made() -> None:
    with pytest.raises(BuildError, match="cannot create a list element"):
        field("x", "args.[=q+q]", CREATE)
