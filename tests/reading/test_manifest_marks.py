"""A file that cannot be read and may hold a Pod is an error, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from proportion import in_proportion

from podlint import Report, lint_paths, lint_text
from podlint.reading.manifest_marks import may_be_manifest

DEEP = 2000
BROKEN = "x: [\n"
HIDDEN = {
    "plain": f"apiVersion: v1\nkind: Pod\n{BROKEN}",
    "escaped kind": f'"\\u006bind": Pod\n{BROKEN}',
    "escaped apiVersion": f'"api\\x56ersion": v1\n{BROKEN}',
    "long escape": f'"\\U0000006bind": Pod\n{BROKEN}',
    "escapes in a flow map": '{"\\u006bind": Pod, "\\x61piVersion": v1, x: [}',
    "escapes in JSON": '{"\\u006bind": "Pod", "\\u0061piVersion": "v1", "x": ]}',
    "escaped line break": f'"k\\\n  ind": Pod\n{BROKEN}',
    "question mark": f"? kind\n: Pod\n{BROKEN}",
    "block scalar": f"? |-\n  kind\n: Pod\n{BROKEN}",
    "anchor": f"&a kind: Pod\n{BROKEN}",
    "tag": f"!!str kind: Pod\n{BROKEN}",
    "alias": f"metadata: {{annotations: {{a: &k kind}}}}\n*k : Pod\n{BROKEN}",
    "merge key": f"<<: {{kind: Pod, apiVersion: v1}}\n{BROKEN}",
    "one line": "{metadata: {name: a}, kind: Pod, x: [}",
    "colon on the next line": '{"kind"\n:\n"Pod", x: ]',
    "comment before the colon": f"? kind # of what\n: Pod\n{BROKEN}",
    "nested flow below": f'{{"kind": "Pod", "x": {"[" * DEEP}{"]" * DEEP}}}',
    "nested flow above": f'{{"x": {"[" * DEEP}{"]" * DEEP}, "kind": "Pod"}}',
    "nested flow, escaped": f'{{"x": {"[" * DEEP}{"]" * DEEP}, "\\u006bind": "Pod"}}',
    "nested blocks": "x:\n" + "".join(f"{' ' * at}-\n" for at in range(1, 400)) + "kind: Pod\n",
    "nested in items": f"items: [{{{'a: [' * DEEP}{']' * DEEP}, kind: Pod}}]\n",
    "comment of a template": f"# {{{{ x }}}}\nkind: Pod\n{BROKEN}",
}
FOREIGN = {
    "prose": "hello: world: a kind: of text\n  - is [not yaml\n",
    "markdown": "# kind\nthe apiVersion, a kind\n\t- b: {\n",
    "data": '{"a": 1, "b": [1, 2,]',
    "escapes": '"\\u00e9\\u006b": [',
    "nested data": "[" * DEEP + "]" * DEEP,
    "longer names": f"mankind: 1\nkind-of: 2\nmy.kind: 3\n{BROKEN}",
    "template": "{{- if .Values.a }}\napiVersion: v1\nkind: Pod\n{{ end }}\n",
}


def found_in_a_folder(text: str, folder: Path) -> Report:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return lint_paths([folder])


@pytest.mark.parametrize("way", HIDDEN)
def test_what_may_be_a_manifest_is_an_error(way: str, tmp_path: Path) -> None:
    report = found_in_a_folder(HIDDEN[way], tmp_path)
    assert [(each.rule, each.severity) for each in report.findings] == [("invalid-yaml", "error")]


@pytest.mark.parametrize("way", FOREIGN)
def test_what_is_foreign_is_quiet(way: str, tmp_path: Path) -> None:
    report = found_in_a_folder(FOREIGN[way], tmp_path)
    assert (report.findings, report.errors) == ((), ())
    assert [each.reason.partition(":")[0] for each in report.skipped] in (
        ["not a Kubernetes object"],
        ["template"],
    )


@pytest.mark.parametrize("way", FOREIGN)
def test_what_is_asked_for_and_cannot_be_read_is_an_error(way: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FOREIGN[way], encoding="utf-8")
    for report in (lint_paths([tmp_path / "a.yaml"]), lint_text(FOREIGN[way])):
        wanted = [] if way == "template" else ["invalid-yaml"]
        assert [each.rule for each in report.findings] == wanted


def test_two_other_keys_of_objects_will_do(tmp_path: Path) -> None:
    for keys, rules in (("metadata: {}\nspec: [", ["invalid-yaml"]), ("spec: [", [])):
        found = found_in_a_folder(keys, tmp_path).findings
        assert [each.rule for each in found] == rules


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("way", ["plain", "escaped kind", "nested flow above"])
def test_an_encoding_hides_nothing(tmp_path: Path, encoding: str, way: str) -> None:
    (tmp_path / "pod.yaml").write_bytes(HIDDEN[way].encode(encoding))
    report = lint_paths([tmp_path])
    assert report.errors or [each.rule for each in report.findings] == ["invalid-yaml"]


@pytest.mark.parametrize(
    "repeated",
    ["?", " ", "{", "&", "& ", "!a ", "&a{", "kind", "kind ", "kind #", "\\", "\\x6b", "-"],
)
def test_a_text_is_searched_in_proportion_to_its_length(repeated: str) -> None:
    assert in_proportion(lambda size: repeated * size, 4000, may_be_manifest)
