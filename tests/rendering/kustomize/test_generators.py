from __future__ import annotations

import pytest
from kustomize_nodes import ENTRY, data, resources_of, written

from podlint.document import JSON
from podlint.rendering.kustomize.generators.config_maps_and_secrets import absorb, generate
from podlint.rendering.kustomize.generators.hashing import add_hashes
from podlint.rendering.kustomize.kustomization.entries import (
    GeneratorEntry,
    GeneratorOptions,
    LoadedFile,
    Written,
)
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.resource import NEEDS_HASH, Resource


def generator(kind: str = "ConfigMap", **fields: object) -> GeneratorEntry:
    entry = GeneratorEntry(kind, written("m"), None, "", (), (), (), None, None, ENTRY)
    return entry.replace(**fields)


def literals(*texts: str) -> tuple[Written, ...]:
    return tuple(map(written, texts))


def made(entry: GeneratorEntry, **files: bytes) -> Resource:
    def load(path: Written) -> LoadedFile:
        return LoadedFile(path.text, files[path.text.replace(".", "_")])

    return generate(entry, None, load)


def made_data(entry: GeneratorEntry, **files: bytes) -> JSON:
    return data(made(entry, **files)).get("data")


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("k=v", "v"),
        ("k=a=b", "a=b"),
        ("k=", ""),
        ("k='a b'", "a b"),
        ("k=\"a'", "\"a'"),
        ("k=''", ""),
        ("k='", "'"),
        (r"k=a\n", r"a\n"),
        ("k= v ", " v "),
    ],
)
def test_a_literal_loses_one_pair_of_quotes(literal: str, value: str) -> None:
    assert made_data(generator(literals=literals(literal))) == {"k": value}


@pytest.mark.parametrize("literal", ["k", "=v", ""])
def test_a_literal_needs_a_key_and_a_sign(literal: str) -> None:
    with pytest.raises(BuildError, match="key=value"):
        made(generator(literals=literals(literal)))


def test_lines_of_an_env_file_are_taken_as_they_are() -> None:
    text = "\ufeffA=1 \r\n\n # no\n\t B='x'\nC\nexport D=1\n=no\nE==".encode()
    assert made_data(generator(envs=literals("e.env")), e_env=text) == {
        "A": "1 ",
        "B": "'x'",
        "C": "",
        "export D": "1",
        "E": "=",
    }


def test_a_line_of_an_env_file_has_its_own_place() -> None:
    found = made(generator(envs=literals("e.env")), e_env=b"A=1\n  B=2\n")
    place = found.root.items["data"].items["B"].places[0]  # type: ignore[index,union-attr,call-overload]
    assert (place.file, tuple(place.span)) == ("e.env", (2, 3, 2, 6))


def test_an_env_file_ends_at_a_line_that_is_too_long() -> None:
    text = b"A=1\nB=" + b"x" * 65_533 + b"\nC=" + b"x" * 65_534 + b"\nD=1\n"
    found = made_data(generator(envs=literals("e.env")), e_env=text)
    assert isinstance(found, dict)
    assert [*found] == ["A", "B"]


def test_an_env_file_must_be_utf_8() -> None:
    with pytest.raises(BuildError, match="line 2"):
        made(generator(envs=literals("e.env")), e_env=b"A=1\n\xff=1\n")


def test_files_are_taken_verbatim_and_binary_ones_as_base_64() -> None:
    found = data(made(generator(files=literals("a.txt", "k=b.txt")), a_txt=b"\r\nx", b_txt=b"\xff"))
    assert found["data"] == {"a.txt": "\r\nx"}
    assert found["binaryData"] == {"k": "/w=="}


@pytest.mark.parametrize("source", ["a=b=c", "=a", "a="])
def test_a_file_source_has_one_sign_at_most(source: str) -> None:
    with pytest.raises(BuildError, match="file source"):
        made(generator(files=literals(source)))


def test_a_key_occurs_once() -> None:
    with pytest.raises(BuildError, match="twice"):
        made(generator(literals=literals("a=1", "a=2")))


def test_a_secret_holds_base_64_in_lines() -> None:
    found = made(generator("Secret", literals=literals("a=b", f"l={'x' * 60}")))
    lines = "eHh4" * 20
    assert data(found)["data"] == {"a": "Yg==", "l": f"{lines[:70]}\n{lines[70:]}\n"}
    assert data(made(generator("Secret"))) == {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "m"},
        "type": "Opaque",
        "data": {},
    }


def test_options_for_all_are_overridden_but_for_flags() -> None:
    options = GeneratorOptions({"a": written("1"), "b": written("1")}, {}, True, written("true"))
    own = GeneratorOptions({"b": written("2")}, {"c": written("3")})
    found = generate(generator(options=own), options, pytest.fail)
    assert found.annotation(NEEDS_HASH) is None
    assert data(found)["immutable"] is True
    assert data(found)["metadata"] == {
        "name": "m",
        "labels": {"a": "1", "b": "2"},
        "annotations": {"c": "3"},
    }


def test_a_generated_object_needs_a_name() -> None:
    with pytest.raises(BuildError, match="name"):
        made(generator(name=written("")))


OLD = """\
apiVersion: v1
kind: Secret
metadata: {name: m, finalizers: [f], labels: {a: 1, b: 1}}
type: foo
immutable: true
data: {a: 0644, b: null}
"""


def test_what_is_merged_keeps_old_labels_and_data_and_no_more() -> None:
    resources = resources_of(OLD)
    options = GeneratorOptions({"b": written("2")}, {})
    entry = generator("Secret", behavior="merge", literals=literals("c=d"), options=options)
    absorb(resources, made(entry))
    assert [data(each) for each in resources] == [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "m", "labels": {"a": "1", "b": "2"}},
            "type": "Opaque",
            "data": {"a": "0644", "b": "", "c": "ZA=="},
        }
    ]


def test_what_is_replaced_has_new_data_only() -> None:
    resources = resources_of(OLD)
    absorb(resources, made(generator("Secret", behavior="replace", literals=literals("c=d"))))
    assert data(resources[0])["data"] == {"c": "ZA=="}


def test_a_hash_stays_if_both_have_one() -> None:
    resources: list[Resource] = []
    absorb(resources, made(generator(literals=literals("a=1"))))
    absorb(resources, made(generator(behavior="merge", literals=literals("b=2"))))
    assert resources[0].annotation(NEEDS_HASH) == "enabled"
    unhashed = GeneratorOptions({}, {}, disable_name_suffix_hash=True)
    absorb(resources, made(generator(behavior="merge", options=unhashed)))
    assert resources[0].annotation(NEEDS_HASH) is None
    absorb(resources, made(generator(behavior="merge")))
    assert resources[0].annotation(NEEDS_HASH) is None


@pytest.mark.parametrize(
    ("old", "behavior"),
    [("", "merge"), ("", "replace"), (OLD, "create"), (OLD, "other"), (OLD, "")],
)
def test_the_behavior_must_fit_what_is_there(old: str, behavior: str) -> None:
    with pytest.raises(BuildError):
        absorb(resources_of(old), made(generator("Secret", behavior=behavior)))


def hashed(resource: Resource) -> str:
    add_hashes([resource])
    return resource.name


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (generator(literals=literals("a=b")), "m-4h2mbtbbt6"),
        (generator(), "m-6ct58987ht"),
        (generator(literals=literals("a=b"), namespace=written("n")), "m-4h2mbtbbt6"),
    ],
)
def test_equal_data_has_an_equal_hash(entry: GeneratorEntry, name: str) -> None:
    assert hashed(made(entry)) == name


def test_a_hash_is_of_what_json_says() -> None:
    marked = "annotations: {internal.config.kubernetes.io/needsHashSuffix: enabled}"
    text = f"apiVersion: v1\nkind: %s\nmetadata: {{name: m, {marked}}}\ndata: %s\n"
    names = [
        hashed(resources_of(text % ("ConfigMap", value))[0])
        for value in ("{a: <>}", "{a: 1.0}", "{a: 1}", "[a]", "null", "{a: 1e21}")
    ]
    assert names[1] == names[2]
    assert len({*names}) == len(names) - 1
    with pytest.raises(Declined):
        hashed(resources_of(text % ("Foo", "{}"))[0])


def test_a_secret_has_a_hash_of_its_type_and_data() -> None:
    names = {
        hashed(made(generator("Secret", literals=literals("a=b"), type=type_)))
        for type_ in (None, written("Opaque"), written("foo"))
    }
    assert len(names) == 2
    text = (
        "apiVersion: v1\nkind: Secret\nstringData: {a: [1, b, null]}\nmetadata:\n  name: s\n"
        "  annotations: {internal.config.kubernetes.io/needsHashSuffix: enabled}\n"
    )
    other = text.replace("[1,", "[2,")
    assert hashed(resources_of(text)[0]) != hashed(resources_of(other)[0])


def test_a_generator_that_means_several_objects_is_refused() -> None:
    resources = resources_of(OLD + "---\n" + OLD)
    with pytest.raises(BuildError, match="several"):
        absorb(resources, made(generator("Secret", behavior="merge")))


def test_a_merged_object_keeps_where_it_came_from() -> None:
    note = "annotations: {config.kubernetes.io/origin: path}"
    resources = resources_of(OLD.replace("finalizers: [f]", note))
    absorb(resources, made(generator("Secret", behavior="merge")))
    assert resources[0].annotation("config.kubernetes.io/origin") == "path"


def test_an_object_of_another_kind_by_now_is_not_replaced() -> None:
    old = "internal.config.kubernetes.io/previous"
    notes = f"{old}Names: m, {old}Namespaces: default, {old}Kinds: Secret"
    text = OLD.replace("kind: Secret", "kind: Foo").replace(
        "finalizers: [f]", f"annotations: {{{notes}}}"
    )
    with pytest.raises(BuildError, match="cannot replace"):
        absorb(resources_of(text), made(generator("Secret", behavior="merge")))


def test_the_key_of_a_file_is_its_last_name() -> None:
    assert made_data(generator(files=literals("a/b.txt")), **{"a/b_txt": b"x"}) == {"b.txt": "x"}
    assert made_data(generator(files=literals("")), **{"": b"x"}) == {".": "x"}
