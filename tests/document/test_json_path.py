"""Paths in data: the plain ones that podlint reads itself, and those that jsonpath-ng reads."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import jsonpath_ng
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.document.field_path import value_at
from podlint.document.json_path import ABSENT, JSONPathError, Match, parse
from podlint.errors import PodlintError

SPEC = {
    "containers": [
        {"name": "app", "ports": [{"port": 80, "protocol": "UDP"}, {"port": 81}]},
        {"name": "logs", "ports": None},
        {"name": "none"},
    ],
    "replicas": {"a/b": {"image": "x"}, "c": {"image": "y"}},
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("containers[*].name", {"app", "logs", "none"}),
        ("$.containers[1].name", {"logs"}),
        ("containers[0].ports[*].port", {80, 81}),
        ("replicas.*.image", {"x", "y"}),
        ("replicas['a/b'].image", {"x"}),
        ("containers[9].name", set()),
        ("containers[0].name.deeper", set()),
        ("containers[0].ports[?(@.protocol == 'UDP')].port", {80}),
        ("containers[?(@.name == 'none')].name", {"none"}),
        ("containers..port", {80, 81}),
        ("containers[0:2].name", {"app", "logs"}),
        ("containers[?(@.name =~ '^a')].name", {"app"}),
        ("containers[?(@.name =~ 'o' && @.ports)].name", {"logs"}),
        ("containers[?(@.ports[*].protocol =~ 'U.P' || @.name == 'none')].name", {"app", "none"}),
        ("containers[*].ports[?(@.port =~ '8')].port", set()),
        ("containers['name','ports']", set()),
    ],
)
def test_what_a_path_leads_to(path: str, found: set[Any]) -> None:
    matches = list(parse(path)(SPEC))
    assert {each.value for each in matches} - {ABSENT} == found
    assert all(value_at(SPEC, each.path) == each.value for each in matches)


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("a.b.c", {("a", "b", "c")}),
        ("containers[*].image", {("containers", index, "image") for index in range(3)}),
        ("containers[1].ports", {("containers", 1, "ports")}),
        ("containers[1].ports[*].port", set()),
        ("containers[?(@.name == 'logs')].image", {("containers", 1, "image")}),
        (
            "containers[0].ports[?(@.port > 80)].protocol",
            {("containers", 0, "ports", 1, "protocol")},
        ),
    ],
)
def test_where_an_absent_field_belongs(path: str, places: set[Any]) -> None:
    assert {each.path for each in parse(path)(SPEC) if each.value is ABSENT} == places


def test_the_root_is_a_path() -> None:
    assert list(parse("$")(SPEC)) == [Match((), SPEC)]


@pytest.mark.parametrize("path", ["", ".a", "a.", "a b", "a[", "a[-1]", "a[*]b", "$a", "`no`"])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(JSONPathError):
        parse(path)


LARGE = {"a": [{"a": [{"b": "a" * 50}] * 5}] * 2_000}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("$..a..b", "only one `..`"),
        ("a..[?(@..b)]", "only one `..`"),
        ("a[?(@..b)]", "in a filter"),
        ("a[?(@.b == $.c)]", "in a filter"),
        ("a['b','b']", "twice"),
        ("a['*','b']", "twice"),
        ("a[0,0]", "twice"),
        ("a[::0]", "a step of 0"),
        ("a.`len`", "len"),
        ("a.`sub(/(a+)+$/, b)`", "sub"),
        ("a.`sorted`", "sort"),
        ("a.`parent`", "parent"),
        ("(a | b)", "union"),
        ("a where b", "where"),
        ("a + b", "operation"),
        ("a[?(@.b =~ '(?=c)')]", "look-around"),
        ("a[?(@.b =~ '(')]", "a parenthesis is not closed"),
        ("a" + "[?(@.b)]" * 60, "more than 50 steps"),
        ("a[?(@.b == '" + "x" * 1_000 + "')]", "more than 1000 characters"),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_could_take_long_or_fail_is_not_read(path: str, words: str) -> None:
    with pytest.raises(PodlintError) as raised:
        parse(path)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    "path",
    [
        "$..b",
        "a..*",
        "a[*].a[?(@.b =~ '(a+)+$')].b",
        "a[*].a[?(@.b =~ '(a|a)*c')]",
        "a..[?(@.a[*].b == 'c')]",
        "a[?(@.a[?(@.b[?(@.c)])])]",
    ],
)
def test_what_is_read_takes_time_in_step_with_the_document(path: str) -> None:
    find = parse(path)
    began = time.process_time()
    list(find(LARGE))
    assert time.process_time() - began < 3


NAMES = st.sampled_from(["a", "b", "c-d"])
DATA = st.recursive(
    st.sampled_from([1, "x", True, {}, []]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)
STEPS = st.lists(
    st.sampled_from([".a", ".b", ".c-d", "[*]", "[0]", "[1]", ".*"]), min_size=1, max_size=4
)


@given(DATA, STEPS)
def test_both_readers_agree(data: Any, steps: list[str]) -> None:
    path = "$" + "".join(steps)
    own = [(each.path, each.value) for each in parse(path)(data) if each.value is not ABSENT]
    library = [(_path(each.full_path), each.value) for each in jsonpath_ng.parse(path).find(data)]
    assert sorted(own, key=repr) == sorted(library, key=repr)


def _path(path: Any) -> tuple[str | int, ...]:
    if isinstance(path, jsonpath_ng.Child):
        return (*_path(path.left), *_path(path.right))
    if isinstance(path, jsonpath_ng.Fields):
        return (path.fields[0],)
    return (path.indices[0],) if isinstance(path, jsonpath_ng.Index) else ()


def test_a_plain_path_does_not_import_the_library() -> None:
    code = (
        "import sys; from podlint.document.json_path import parse; "
        "list(parse(\"a.b[*].c['d/e']\")({})); sys.exit('jsonpath_ng' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
