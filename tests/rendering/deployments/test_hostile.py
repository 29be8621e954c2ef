"""No object and no repository makes podlint fail, or read what is outside."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering.deployments.repositories import SHOP, application, deployments, flux, manifest
from rendering.kustomize.trees import plant

from podlint.reading.inputs import Inputs
from podlint.rendering.deployments import built, roots, roots_in
from podlint.rendering.kustomize import BuildError

WORDS = (
    "apiVersion kind metadata name namespace spec source sources path repoURL chart ref kustomize"
    " images namePrefix commonLabels patches patch target components replicas count directory"
    " recurse include exclude jsonnet helm plugin destination generators list elements"
    " elementsYaml git directories files values matrix merge mergeKeys selector matchLabels"
    " matchExpressions clusters template templatePatch goTemplate sourceHydrator drySource"
    " sourceRef postBuild substitute substituteFrom substituteStrategy targetNamespace"
    " commonMetadata labels annotations patchesStrategicMerge patchesJson6902 url"
).split()
TEXTS = [
    "shop", ".", "..", "../../..", "/etc", "/", "", "\0", "*", "**/*", "[", "{{path}}", "{{.path.path}}",
    "{{ range }}", "${A}", "${", "${A:=${B}}", "$", "a\nb", "nginx:1", "nginx=x", "=", ":", "@",
    "- a", "[{op: add, path: /a, value: b}]", "kind: Pod", "x" * 300, "ConfigMap", "é", "true",
    "GitRepository", "flux-system", "Always", "https://git.example/team/infra.git", "- {path: shop}",
]  # fmt: skip
KINDS = ["Application", "ApplicationSet", "Kustomization", "GitRepository"]

leaves = st.one_of(
    st.sampled_from(TEXTS), st.none(), st.booleans(), st.integers(-3, 3), st.just(1.5)
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=25,
)
REALISTIC: list[dict[str, Any]] = [
    {"source": {"repoURL": "x", "path": "shop"}},
    {"path": "shop", "sourceRef": {"kind": "GitRepository", "name": "a"}},
    {
        "generators": [{"list": {"elements": [{"path": "shop"}]}}],
        "template": {"spec": {"source": {"repoURL": "x", "path": "shop"}}},
    },
]


def grafted(whole: Any, steps: list[int], part: Any) -> Any:
    """A value with another one somewhere in it."""
    if not steps or not isinstance(whole, dict | list) or not whole:
        return part
    first, *rest = steps
    if isinstance(whole, dict):
        keys = [*whole, WORDS[first % len(WORDS)]]
        key = keys[first % len(keys)]
        return {**whole, key: grafted(whole.get(key), rest, part)}
    at = first % len(whole)
    return [*whole[:at], grafted(whole[at], rest, part), *whole[at + 1 :]]


specs = st.one_of(
    values,
    st.builds(
        grafted,
        st.sampled_from(REALISTIC),
        st.lists(st.integers(0, 60), min_size=1, max_size=5),
        values,
    ),
)


def build_all(root: Path, inputs: Inputs) -> int:
    number = 0
    for each in roots(inputs, root):
        assert each.folder.is_absolute()
        try:
            found = built(each, inputs, root)
        except BuildError:
            continue
        number += 1
        for file in found.files:
            assert Path(file).resolve().is_relative_to(root.resolve())
        for resource in found.resources:
            assert json.dumps(resource.data) is not None
            assert resource.unknown <= resource.places.keys()
    return number


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), specs), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(WORDS), leaves, max_size=3),
)
@settings(max_examples=300)
def test_no_object_makes_it_fail(objects: list[tuple[str, Any]], parameters: Any) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        plant(root, {**SHOP, "params/a.json": json.dumps(parameters)})
        for number, (kind, spec) in enumerate(objects):
            data = {**json.loads(manifest(kind)), "spec": spec}
            plant(root, {f"objects/{number}.json": json.dumps(data)})
        inputs = Inputs()
        assert build_all(root, inputs) >= 0
        for number in range(len(objects)):
            roots_in(inputs, root, root / f"objects/{number}.json")


@given(st.text(alphabet=st.sampled_from("$Aa{}:=-/#%^,\\*[]? \n'\"\t"), max_size=40))
def test_no_text_makes_a_substitution_fail(text: str) -> None:
    config = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "m"},
        "data": {"k": text},
    }
    with TemporaryDirectory() as folder:
        root = Path(folder)
        plant(root, {
            "shop/m.json.yaml": json.dumps(config), "shop/kustomization.yaml": "resources: [m.json.yaml]",
            "k.json": flux(postBuild={"substitute": {"A": text, "a": "x"}}),
        })  # fmt: skip
        assert build_all(root, Inputs()) <= 1


@pytest.mark.parametrize(
    "text", ["", "]", "kind: Application", "apiVersion: argoproj.io/v1alpha1\nkind: [Application]\n",
             "apiVersion: argoproj.io/\nkind: Application\nmetadata: x\nspec: [y]\n", "\0argoproj.io/",
             "apiVersion: v1\nkind: List\nitems: [1, argoproj.io/]\n"],
)  # fmt: skip
def test_what_is_malformed_does_not_hide_others(text: str, tmp_path: Path) -> None:
    files = {**SHOP, "apps/bad.yaml": f"{text}\n# argoproj.io/ toolkit.fluxcd.io/\n"}
    found = deployments(tmp_path, {**files, "apps/good.json": application()})
    assert [each.name for each in found] == ["Argo CD Application shop (apps/good.json:1)"]


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    plant(tmp_path, {**SHOP, "app.json": application()})
    (tmp_path / "bad.yaml").write_bytes(b"argoproj.io/\xff")
    assert len(roots(Inputs(), tmp_path)) == 1


def test_applications_in_a_circle(tmp_path: Path) -> None:
    files = {
        "a/app.json": application("b"), "b/app.json": application("a"),
        "c/kustomization.yaml": "resources: [app.json]\n", "c/app.json": application("c"),
    }  # fmt: skip
    plant(tmp_path, files)
    assert build_all(tmp_path, Inputs()) == 3


def test_many_generated_applications(tmp_path: Path) -> None:
    elements = [{"name": f"a{number}", "path": f"shop{number % 7}"} for number in range(5_000)]
    template = {
        "metadata": {"name": "{{name}}"},
        "spec": {
            "source": {
                "repoURL": "x",
                "path": "{{path}}",
                "kustomize": {"commonLabels": {"app": "{{name}}"}},
            }
        },
    }
    text = manifest(
        "ApplicationSet", generators=[{"list": {"elements": elements}}], template=template
    )
    plant(tmp_path, {**SHOP, "shop3/kustomization.yaml": "namePrefix: a-\n", "set.json": text})
    start = perf_counter()
    found = roots(Inputs(), tmp_path)
    assert perf_counter() - start < 30
    assert {each.folder.name for each in found} == {"shop", "shop3"}


def test_aliases_do_not_explode(tmp_path: Path) -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 9):
        inside = ", ".join([f"*a{level - 1}"] * 9)
        levels.append(f"a{level}: &a{level} [{inside}]")
    text = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  "
    plant(tmp_path, {**SHOP, "app.yaml": text + "\n  ".join(levels) + "\n"})
    assert [each.name for each in roots(Inputs(), tmp_path)] == ["shop"]


@pytest.mark.parametrize(
    "value", ["{'<<': 1}", ".inf", "{1: x, true: y, ~: z}", "[[]]", "!!binary aGk="]
)
@pytest.mark.parametrize("field", ["kustomize", "directory", "path", "repoURL"])
def test_odd_values(field: str, value: str, tmp_path: Path) -> None:
    source = {"repoURL": "x", "path": "shop", field: value}
    lines = "".join(f"\n    {name}: {text}" for name, text in source.items())
    text = f"apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:{lines}\n"
    plant(tmp_path, {**SHOP, "app.yaml": text})
    assert build_all(tmp_path, Inputs()) <= 2


def test_links_that_form_a_loop(tmp_path: Path) -> None:
    plant(tmp_path, {"app.json": application("loop"), "k.json": flux("loop/x")})
    (tmp_path / "loop").symlink_to("loop")
    assert roots(Inputs(), tmp_path) == ()


def test_deep_templates(tmp_path: Path) -> None:
    spec: dict[str, Any] = {"source": {"repoURL": "x", "path": "shop"}}
    nested: Any = "x"
    for _ in range(200):
        nested = {"{{a}}": [nested]}
    template = {"metadata": {"name": "x"}, "spec": {**spec, "info": nested}}
    text = manifest(
        "ApplicationSet", generators=[{"list": {"elements": [{"a": "b"}]}}], template=template
    )
    plant(tmp_path, {**SHOP, "set.json": text})
    assert len(roots(Inputs(), tmp_path)) == 1
