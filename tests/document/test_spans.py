"""Where keys and values stand."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from podlint.document import JSON, Document, Span, load
from podlint.document import Path as DocumentPath

GOLDEN = Path(__file__).parents[1] / "golden" / "yaml"
MANIFESTS = {path.name: path.read_bytes().decode() for path in (GOLDEN / "manifests").iterdir()}
MUTATED = [
    case["text"] for case in json.loads(gzip.decompress((GOLDEN / "mutated.json.gz").read_bytes()))
]
READABLE = [name for name in sorted(MANIFESTS) if name != "helm.yaml"]


def offsets(text: str, span: Span) -> tuple[int, int]:
    """The span as offsets, by the rule that lines break at LF, CRLF and CR only."""
    lengths = [len(line) for line in re.findall(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text)]
    starts = [0, *accumulate(lengths)]
    start = starts[span.start_line - 1] + span.start_column - 1
    return start, starts[span.end_line - 1] + span.end_column - 1


def cut(text: str, path: DocumentPath, key: bool = False, document: int = 0) -> str:
    """What stands at a path's span."""
    start, end = offsets(text, load(text)[document].span(path, key))
    return text[start:end]


def paths(data: JSON, path: DocumentPath = ()) -> Iterator[DocumentPath]:
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from paths(value, (*path, index))


def places(text: str) -> Iterator[tuple[Document, DocumentPath]]:
    for document in load(text):
        for path in paths(document.data):
            yield document, path


TEXT = """\
# heading
plain: a b  # comment
'single': 'it''s'
"double": "a
  b"   # folded
empty:
anchored: &x !!str tagged
nothing: &y
list:
- one
-
- - nested~~
  - 2

# between
- key: value
  other:
    deep: 1

block: |+ # header
  first
  second~~

# after
folded: >-
  text
flow: {a: [1, {b}], "c":d} # flow
header: |

spread: one
  two

alias: *x
😀: ä😀ö # emoji
last: [
  1,
  2,
]

""".replace("~~", "  ")

CUTS = {
    ("plain",): "a b",
    ("single",): "'it''s'",
    ("double",): '"a\n  b"',
    ("empty",): "",
    ("anchored",): "&x !!str tagged",
    ("nothing",): "&y",
    ("list", 0): "one",
    ("list", 1): "",
    ("list", 2): "- nested  \n  - 2",
    ("list", 2, 0): "nested",
    ("list", 3): "key: value\n  other:\n    deep: 1",
    ("list", 3, "other"): "deep: 1",
    ("list",): "- one\n-\n- - nested  \n  - 2\n\n# between\n- key: value\n  other:\n    deep: 1",
    ("block",): "|+ # header\n  first\n  second",
    ("folded",): ">-\n  text",
    ("flow",): '{a: [1, {b}], "c":d}',
    ("flow", "a", 1): "{b}",
    ("flow", "a", 1, "b"): "",
    ("flow", "c"): "d",
    ("header",): "|",
    ("spread",): "one\n  two",
    ("alias",): "&x !!str tagged",
    ("😀",): "ä😀ö",
    ("last",): "[\n  1,\n  2,\n]",
    (): TEXT[10:-2],
}


@pytest.mark.parametrize("path", CUTS, ids=str)
def test_values(path: DocumentPath) -> None:
    assert cut(TEXT, path) == CUTS[path]


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
@pytest.mark.parametrize("path", CUTS, ids=str)
def test_values_with_other_line_breaks(path: DocumentPath, line_break: str) -> None:
    text = TEXT.replace("\n", line_break)
    assert cut(text, path).replace(line_break, "\n") == CUTS[path]
    assert load(text)[0].span(path) == load(TEXT)[0].span(path)


def test_keys() -> None:
    assert cut(TEXT, ("single",), key=True) == "'single'"
    assert cut(TEXT, ("list", 3, "other", "deep"), key=True) == "deep"
    assert cut(TEXT, ("flow", "c"), key=True) == '"c"'
    assert cut(TEXT, ("😀",), key=True) == "😀"
    assert cut(TEXT, ("list", 3), key=True) == CUTS["list", 3]


def test_numbers() -> None:
    (document,) = load(TEXT)
    assert document.span(("plain",)) == Span(2, 8, 2, 11)
    assert document.span(("empty",)) == Span(6, 7, 6, 7)
    assert document.span(("list", 1)) == Span(11, 2, 11, 2)
    assert document.span(("😀",)) == Span(34, 4, 34, 7)
    assert document.span(("last",)) == Span(35, 7, 38, 2)


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        (("plain", "x"), ("plain",)),
        (("list", 3, "other", "x", "y"), ("list", 3, "other")),
        (("list", 9), ("list",)),
        (("list", -1), ("list",)),
        (("list", "0"), ("list",)),
        (("list", 3, 0), ("list", 3)),
        (("absent",), ()),
        (("empty",), ("empty",)),
    ],
)
def test_absent_values_resolve_to_their_nearest_ancestor(
    path: DocumentPath, nearest: DocumentPath
) -> None:
    (document,) = load(TEXT)
    assert document.nearest(path) == nearest
    assert document.has(path) == (path == nearest)
    assert document.span(path) == document.span(nearest)
    assert document.span(path, key=True) == document.span(nearest, key=True)


def test_aliases_and_merges_resolve_to_where_the_value_is_written() -> None:
    text = "a: &x {p: 1, q: [2]}\nb: *x\nc:\n  <<: *x\n  r: 3\nd: [*x]\n&k e: *k\n"
    (document,) = load(text)
    assert document.span(("b",)) == document.span(("a",)) == Span(1, 4, 1, 21)
    for path in (("b", "q", 0), ("c", "q", 0), ("d", 0, "q", 0)):
        assert cut(text, path) == "2"
    assert document.span(("c", "p"), key=True) == Span(1, 8, 1, 9)
    assert cut(text, ("c",)) == "<<: *x\n  r: 3"
    assert cut(text, ("e",)) == "&k e"


def test_empty_documents() -> None:
    first, second = load("# nothing\n---\n\n# more\n")
    assert first.span(()) == Span(1, 1, 1, 1)
    assert second.span(("a",)) == Span(3, 1, 3, 1)
    assert (second.nearest(("a",)), second.has(()), second.has(("a",))) == ((), True, False)


def test_the_last_of_repeated_keys_is_the_one_that_counts() -> None:
    text = "a: {b: 1}\na: {c: 2}\n"
    assert cut(text, ("a", "c")) == "2"
    assert load(text)[0].nearest(("a", "b")) == ("a",)


@pytest.mark.parametrize("separator", ["\u2028", "\x85"])
def test_what_only_yaml_takes_for_a_line_break(separator: str) -> None:
    text = f"a: 1 # x{separator}b: 2\nc: 3\n"
    (document,) = load(text)
    assert document.data == {"a": 1, "b": 2, "c": 3}
    assert document.span(("b",)) == Span(1, 13, 1, 14)
    assert document.span(("c",)) == Span(2, 4, 2, 5)


def test_colons_in_flow_values_move_nothing() -> None:
    text = "a: {image: nginx:1.27, url: http://x:80/y, 'k':v:w} # c:d\nb: x:y\n"
    assert cut(text, ("a", "image")) == "nginx:1.27"
    assert cut(text, ("a", "url")) == "http://x:80/y"
    assert cut(text, ("a", "k")) == "v:w"
    assert cut(text, ("b",)) == "x:y"


def test_escaped_single_quotes_move_nothing() -> None:
    text = """a: "it\\'s \\\\'so\\0" # it\\'s\nb: it\\'s\nc: [u:v, "\\'"]\nd: |\n  it\\'s\n"""
    (document,) = load(text)
    assert document.data == {"a": "it's \\'so\0", "b": r"it\'s", "c": ["u:v", "'"], "d": "it\\'s\n"}
    assert cut(text, ("a",)) == r""" "it\'s \\'so\0" """.strip()
    assert cut(text, ("c", 1)) == r""" "\'" """.strip()
    assert [comment.text for comment in document.comments] == [r"# it\'s"]


def test_source_lines() -> None:
    (document,) = load("a: 1\r\nb: 2\rc: 3\n")
    assert [document.source_line(line) for line in (1, 2, 3, 4)] == ["a: 1", "b: 2", "c: 3", ""]


def test_entries() -> None:
    text = "a: 1\nb:\n- x\n- c: 2\n"
    (document,) = load(text)
    found = {text[slice(*offsets(text, span))] for span in document.entries()}
    assert found == {"a: 1", "b:\n- x\n- c: 2", "x", "c: 2"}


@pytest.mark.parametrize("name", READABLE)
def test_spans_nest_and_are_within_the_text(name: str) -> None:
    check_spans(MANIFESTS[name])


def test_spans_of_mutated_manifests() -> None:
    for text in MUTATED[::4]:
        check_spans(text)


def check_spans(text: str) -> None:
    aliases = "*" in text or "<<" in text
    for document, path in places(text):
        start, end = offsets(text, document.span(path))
        assert 0 <= start <= end <= len(text)
        if path:
            outer_start, outer_end = offsets(text, document.span(path[:-1]))
            assert aliases or outer_start <= start <= end <= outer_end
            if isinstance(path[-1], str):
                key_start, key_end = offsets(text, document.span(path, key=True))
                assert key_start <= key_end <= start or aliases


PLAIN = re.compile(r"[^\s\"'|>&!*\[\]{}#,:-][^\n#,\[\]{}]*")


@pytest.mark.parametrize("name", [name for name in READABLE if name.endswith(".yaml")])
def test_plain_values_can_be_read_from_their_spans(name: str) -> None:
    text = MANIFESTS[name]
    plain = 0
    for document, path in places(text):
        start, end = offsets(text, document.span(path))
        if PLAIN.fullmatch(text, start, end):
            value = document.data
            for step in path:
                value = value[step]  # type: ignore[index, call-overload]
            if not isinstance(value, dict):
                assert load("[" + text[start:end] + "]")[0].data == [value]
                plain += 1
    assert plain > 0


# anchors and escapes have letters that cannot be any others; a separator is looked for behind LF
SPELLINGS = [
    (name, letters)
    for name in READABLE
    for letters in (("e", "😀"), ("a", "é"), ("\n", "\r\n"), ("\n", "\r"))
    if letters[0] == "\n" or not re.search(r"&[a-z]|\\|!!", MANIFESTS[name])
    if letters[1] != "\r" or "---" not in MANIFESTS[name]
]


@pytest.mark.parametrize(("name", "letters"), SPELLINGS)
def test_spans_of_other_spellings_cut_the_same_pieces(name: str, letters: tuple[str, str]) -> None:
    text = MANIFESTS[name].replace("\r", "").replace("\ufeff", "")
    variant = text.replace(*letters)
    ours, theirs = load(text), load(variant)
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        assert (one.error is None) == (other.error is None)
        for path in paths(one.data):
            changed = tuple(
                step.replace(*letters) if isinstance(step, str) else step for step in path
            )
            if not other.has(changed):
                continue  # a key such as `true` is another one when it is spelt otherwise
            for key in (False, True):
                piece = text[slice(*offsets(text, one.span(path, key)))]
                mapped = variant[slice(*offsets(variant, other.span(changed, key)))]
                assert piece.replace(*letters) == mapped


NODES = st.recursive(
    st.sampled_from(["a", "'b'", '"c d"', "e f", "😀", "1", "", "~", "'é: x'", '"\\n"']),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["k", "'l'", "m n", "ü"]), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def write(node: object, indent: int) -> str:
    """A node in block style; nodes below it go to new lines."""
    blank = "\n" + "  " * indent
    if isinstance(node, dict):
        return "".join(f"{blank}{key}: {write(value, indent + 1)}" for key, value in node.items())
    if isinstance(node, list):
        return "".join(f"{blank}- {write(value, indent + 1)}" for value in node)
    return str(node)


@given(NODES)
def test_scalars_of_written_documents_are_found_again(node: object) -> None:
    text = "root: " + write(node, 1) + "\n"
    (document,) = load(text)
    assert document.error is None

    def check(node: object, path: DocumentPath) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                below = (*path, key.strip("'"))
                assert text[slice(*offsets(text, document.span(below, key=True)))] == key
                check(value, below)
        elif isinstance(node, list):
            for index, value in enumerate(node):
                check(value, (*path, index))
        else:
            assert text[slice(*offsets(text, document.span(path)))] == node

    check(node, ("root",))


@pytest.mark.parametrize(
    "name", sorted({*READABLE} - {"stream.json", "mixed.json", "complex.yaml"})
)
def test_marks_of_another_parser(name: str) -> None:
    """PyYAML marks scalars and flow collections alike; block ones it ends at the next token."""
    text = MANIFESTS[name].replace("\ufeff", "").replace("\r", "")
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    nodes = [node for node in yaml.compose_all(text, Loader=yaml.CSafeLoader) if node.value]
    documents = [document for document in load(text) if document.data is not None]
    compared = 0
    for root, document in zip(nodes, documents, strict=True):
        for node, path in marked(root, ()):
            start, end = offsets(text, document.span(path))
            assert start == starts[node.start_mark.line] + node.start_mark.column, path
            theirs = starts[node.end_mark.line] + node.end_mark.column
            if isinstance(node, yaml.ScalarNode):
                exact = node.style not in ("|", ">")
            else:
                exact = node.flow_style
            if not exact:
                assert re.sub(r"(?m)(^|\s)#.*$", "", text[end:theirs]).strip() == ""
            else:
                assert end == theirs, path
            compared += 1
    assert compared > 5


def marked(node: yaml.Node, path: DocumentPath) -> Iterator[tuple[yaml.Node, DocumentPath]]:
    """The nodes that have the same place for every reader: none that is merged or an odd key."""
    yield node, path
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value != "<<" and key.tag == "tag:yaml.org,2002:str":
                yield from marked(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from marked(value, (*path, index))
