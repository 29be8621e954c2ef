"""Which files and folders a kustomization takes in, and patterns of paths."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from podlint.document import load
from podlint.reading.taken_in import TakenIn, taken_in
from podlint.rendering.deployments.argo_cd.globs import directory_glob, git_glob, go_glob

EVERYTHING = """\
kind: Component
Resources: [a.yaml, ../base, https://x.example/y, git@x.example:y]
bases: [../old]
components: [../c]
generators: [g.yaml, "kind: X\\n"]
transformers: [t]
validators: [v.yaml]
patchesStrategicMerge: [p1.yaml, "kind: X\\n"]
patches: [{path: p2.yaml}, {patch: x}]
patchesJson6902: [{path: p3.yaml}]
crds: [crd.yaml]
configurations: [conf.yaml]
replacements: [{path: r.yaml}]
configMapGenerator: [{files: [f1, k=f2], envs: [e1], env: e2}]
secretGenerator: [{files: [f3]}]
openapi: {path: o.json}
helmCharts: [{valuesFile: h1, additionalValuesFiles: [h2]}]
helmChartInflationGenerator: [{values: h3}]
"""


def test_everything_that_is_local() -> None:
    found = taken_in(load(EVERYTHING))
    assert found == TakenIn(
        is_component=True,
        resources=("a.yaml", "../base", "../old"),
        components=("../c",),
        plugins=("g.yaml", "t", "v.yaml"),
        files=tuple(
            "p1.yaml crd.yaml conf.yaml p2.yaml p3.yaml r.yaml f1 f2 e1 e2 f3 o.json h1 h2 h3".split()
        ),
    )
    assert found.folders == ("a.yaml", "../base", "../old", "../c", "g.yaml", "t", "v.yaml")


@pytest.mark.parametrize(
    "text",
    ["", "]", "- a", "resources: x", "resources: {a: b}", "resources: [1, null, '', {a: b}]",
     "patches: x", "patches: [x, {path: 1}]", "configMapGenerator: [{files: x}]", "openapi: x",
     'resources: ["a\\0b", "a\\nb"]', "1: 2", "{{ .Values.x }}"],
)  # fmt: skip
def test_what_is_not_valid_takes_in_nothing(text: str) -> None:
    assert taken_in(load(text)) == TakenIn()


@pytest.mark.parametrize(
    ("glob", "pattern", "path", "matches"),
    [
        (go_glob, "apps/*", "apps/a", True),
        (go_glob, "apps/*", "apps/a/b", False),
        (go_glob, "a.b", "axb", False),
        (go_glob, "a[b-d]?", "acx", True),
        (go_glob, "a[^b]", "ab", False),
        (go_glob, "\\*", "*", True),
        (go_glob, "a[", "a[", False),
        (git_glob, "apps/*/c.json", "apps/a/b/c.json", True),
        (git_glob, "apps", "apps/a", True),
        (git_glob, "apps/", "apps/a", True),
        (git_glob, "app", "apps/a", False),
        (git_glob, ".", "apps/a", True),
        (directory_glob, "*.yaml", "a/b.yaml", True),
        (directory_glob, "{a,b}*", "b/c", True),
        (directory_glob, "{a,b}", "c", False),
        (directory_glob, "{a", "{a", False),
        (directory_glob, "a}", "a}", True),
        (directory_glob, "a,b", "a,b", True),
        (directory_glob, "[!a]", "b", True),
        (directory_glob, "*" * 3000, "b", False),
    ],
)
def test_patterns(
    glob: Callable[[str], Callable[[str], bool]], pattern: str, path: str, matches: bool
) -> None:
    assert glob(pattern)(path) is matches


def test_a_pattern_cannot_take_long() -> None:
    assert not directory_glob("*a" * 200 + "b")("a" * 4000)
