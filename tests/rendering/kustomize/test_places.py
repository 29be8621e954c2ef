"""Who wrote a value, and where errors are."""

from __future__ import annotations

from pathlib import Path

import pytest
from rendering.kustomize.trees import CONFIG, POD, built, refused

from podlint.document import Path as DataPath
from podlint.rendering.kustomize import Build
from podlint.rendering.kustomize.nodes.node import Origin

IMAGE = ("spec", "containers", 0, "image")


def writers(made: Build, path: DataPath, root: Path, at: int = 0) -> list[str]:
    """The places of a value: file, line and column."""
    return [where(each, root) for each in made.resources[at].places[path]]


def where(origin: Origin | None, root: Path) -> str:
    assert origin is not None
    file = Path(origin.file).relative_to(root).as_posix()
    return f"{file}:{origin.span.start_line}:{origin.span.start_column}"


def test_what_nothing_changes_stands_in_its_file(tmp_path: Path) -> None:
    made = built(tmp_path, "resources: [r.yaml]", r_yaml=f"{CONFIG}---\n{POD}")
    assert writers(made, IMAGE, tmp_path, 1) == ["r.yaml:15:12"]
    (place,) = made.resources[1].places[IMAGE]
    assert (place.document, place.path) == (1, IMAGE)
    assert where(made.resources[0].source, tmp_path) == "r.yaml:1:1"
    assert [Path(each).name for each in made.files] == ["kustomization.yaml", "r.yaml"]


def test_each_writer_comes_before_the_former_one(tmp_path: Path) -> None:
    made = built(
        tmp_path,
        """\
        resources: [base]
        patches:
        - path: p.yaml
        images: [{name: nginx, newTag: "3"}]
        """,
        base__kustomization_yaml='resources: [r.yaml]\nimages: [{name: nginx, newTag: "2"}]',
        base__r_yaml=POD,
        p_yaml=POD.replace("nginx:1.0", "nginx:9"),
    )
    assert writers(made, IMAGE, tmp_path) == [
        "kustomization.yaml:4:32",
        "p.yaml:8:12",
        "base/kustomization.yaml:2:32",
        "base/r.yaml:8:12",
    ]


def test_a_patch_that_is_its_own_target_writes_nothing(tmp_path: Path) -> None:
    made = built(tmp_path, "resources: [r.yaml]\npatches: [{path: r.yaml}]", r_yaml=POD)
    assert writers(made, IMAGE, tmp_path) == ["r.yaml:8:12"]
    assert writers(made, ("spec", "containers"), tmp_path) == ["r.yaml:7:3"]
    assert writers(made, ("apiVersion",), tmp_path) == ["r.yaml:1:13"]
    assert writers(made, ("metadata", "name"), tmp_path) == ["r.yaml:4:9"]


def test_the_last_who_says_a_value_decides_it(tmp_path: Path) -> None:
    made = built(
        tmp_path,
        """\
        resources: [base]
        namespace: shop
        labels: [{pairs: {a: b}}]
        images: [{name: nginx, newTag: "1.0"}]
        patches:
        - path: p.yaml
        """,
        base__kustomization_yaml="resources: [r.yaml]\nnamespace: shop\nlabels: [{pairs: {a: b}}]",
        base__r_yaml=POD + "    command: [x]\n  priority: 5\n",
        p_yaml="apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  priority: 5\n",
    )
    assert writers(made, ("metadata", "namespace"), tmp_path)[0] == "kustomization.yaml:2:12"
    assert writers(made, ("metadata", "labels", "a"), tmp_path) == [
        "kustomization.yaml:3:22", "base/kustomization.yaml:3:22",
    ]  # fmt: skip
    assert writers(made, IMAGE, tmp_path) == ["kustomization.yaml:4:32", "base/r.yaml:8:12"]
    assert writers(made, ("spec", "priority"), tmp_path) == ["p.yaml:6:13", "base/r.yaml:10:13"]
    for path in (("metadata", "name"), ("kind",), ("apiVersion",)):
        assert [each[:11] for each in writers(made, path, tmp_path)] == ["base/r.yaml"]


INLINE = """\
resources: [r.yaml]
patches:
- target: {{kind: Pod}}
  patch: {style}
{patch}"""


@pytest.mark.parametrize(
    ("style", "patch", "expected"),
    [
        ("|-", "\n    - op: add\n      path: /spec/priority\n      value: 5\n", "8:14"),
        ("|", "\n\n      - op: add\n        path: /spec/priority\n        value: 5\n", "9:16"),
        ("|", '    [{"op": "add", "path": "/spec/priority",\n     "value": 5}]\n', "6:15"),
        ("|2", "    \n      - {op: add, path: /spec/priority, value: 5}\n", "6:48"),
        (">-", "    - {op: add, path: /spec/priority, value: 5}\n", "4:10"),
        ("'- {op: add, path: /spec/priority, value: 5}'", "", "4:10"),
        ("|", "    {apiVersion: v1, kind: Pod, metadata: {name: p},\n    spec: {priority: 5}}\n", "6:22"),
    ],
)  # fmt: skip
def test_an_inline_patch_has_the_lines_of_its_block(
    style: str, patch: str, expected: str, tmp_path: Path
) -> None:
    made = built(tmp_path, INLINE.format(style=style, patch=patch), r_yaml=POD)
    path = ("spec", "priority")
    assert writers(made, path, tmp_path) == [f"kustomization.yaml:{expected}"]
    inside = made.resources[0].places[path][0].path
    assert inside == (("patches", 0, "patch") if expected == "4:10" else None)


def test_an_error_in_an_inline_patch_is_where_it_is(tmp_path: Path) -> None:
    text = "    - op: add\n      path: /spec/priority\n     value: 5\n"
    error = refused(tmp_path, INLINE.format(style="|", patch=text), r_yaml=POD)
    assert where(error.origin, tmp_path).startswith("kustomization.yaml:7:")
    text = "    kind: Pod\n    metadata: {}\n"
    error = refused(tmp_path, INLINE.format(style="|", patch=text), r_yaml=POD)
    assert error.message == "this is not a patch: the Pod has no metadata.name"
    assert where(error.origin, tmp_path) == "kustomization.yaml:5:5"


def test_json_patches_keep_who_wrote_the_rest(tmp_path: Path) -> None:
    made = built(
        tmp_path,
        """\
        resources: [r.yaml]
        patches:
        - target: {kind: Pod}
          path: p.json
        """,
        r_yaml=POD,
        p_json="""\
        [{"op": "replace", "path": "/spec/containers/0/name", "value": "d"},
         {"op": "copy", "from": "/spec/containers/0/image", "path": "/metadata/labels"},
         {"op": "add", "path": "/spec/containers/-", "value": {"name": "e"}}]
        """,
    )
    assert writers(made, IMAGE, tmp_path) == ["r.yaml:8:12"]
    assert writers(made, ("metadata", "labels"), tmp_path) == ["r.yaml:8:12"]
    assert writers(made, ("spec", "containers", 0, "name"), tmp_path) == [
        "p.json:1:64",
        "r.yaml:7:11",
    ]
    assert writers(made, ("spec", "containers", 1), tmp_path) == ["p.json:3:55"]


def test_generated_objects_stand_in_their_entry(tmp_path: Path) -> None:
    made = built(
        tmp_path,
        """\
        namePrefix: x-
        resources: [r.yaml]
        configMapGenerator:
        - name: m
          envs: [e.env]
          files: [f.txt]
          literals:
          - a=b
        """,
        r_yaml=POD.replace("image: nginx:1.0", "envFrom: [{configMapRef: {name: m}}]"),
        e_env="\nA=1\n",
        f_txt="text",
    )
    assert where(made.resources[0].source, tmp_path) == "kustomization.yaml:4:3"
    assert writers(made, ("data", "a"), tmp_path) == ["kustomization.yaml:8:5"]
    assert writers(made, ("data", "A"), tmp_path) == ["e.env:2:1"]
    assert writers(made, ("data", "f.txt"), tmp_path) == ["f.txt:1:1"]
    assert writers(made, ("metadata", "name"), tmp_path) == [
        "kustomization.yaml:1:13", "kustomization.yaml:4:9",
    ]  # fmt: skip
    reference = ("spec", "containers", 0, "envFrom", 0, "configMapRef", "name")
    assert writers(made, reference, tmp_path, 1)[-1] == "r.yaml:8:37"


def test_places_are_told_apart() -> None:
    made = built_place(1)
    assert made == built_place(1)
    assert made != built_place(2)
    assert made != "f"
    assert len({made, built_place(1), built_place(2)}) == 2
    assert repr(made).startswith("Origin('f', Span(start_line=1")


def built_place(line: int) -> Origin:
    from podlint.document import Span

    return Origin("f", Span(line, 1, line, 2), 0, ())
