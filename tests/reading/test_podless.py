"""Documents without Pods: what podlint knows of their kinds, and what it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from podlint import Unchecked, lint_paths, lint_text
from podlint.reading.inputs import Inputs
from podlint.reading.podless import may_define_kinds

WIDGET = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\n"
DEFINITION = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec: {group: example.com, names: {kind: Widget, plural: widgets}}
"""


@pytest.mark.parametrize(
    ("version", "kind", "reason"),
    [
        ("rbac.authorization.k8s.io/v1", "Role", "no Pods in kind Role"),
        ("cert-manager.io/v1", "Certificate", "no Pods in kind Certificate"),
        ("source.toolkit.fluxcd.io/v1", "GitRepository", "no Pods in kind GitRepository"),
        ("v1", "Config", "not a Kubernetes object: Config is a file for kubectl"),
        ("skaffold/v4beta1", "Config", "not a Kubernetes object: Config is a file for Skaffold"),
        ("kubeadm.k8s.io/v1beta4", "ClusterConfiguration",
         "not a Kubernetes object: ClusterConfiguration is a file for kubeadm"),
    ],
)  # fmt: skip
def test_known_kinds_are_not_counted(version: str, kind: str, reason: str) -> None:
    report = lint_text(f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n")
    assert [(each.reason, each.cause) for each in report.skipped] == [(reason, None)]


def test_an_unknown_kind_is_counted() -> None:
    report = lint_text(WIDGET)
    assert [each.reason for each in report.skipped] == ["unknown kind: Widget (example.com)"]
    assert report.count_unchecked() == {Unchecked.UNKNOWN_KIND: 1}


def test_a_definition_makes_it_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "crds").mkdir()
    (tmp_path / "apps").mkdir()
    (tmp_path / "apps/widget.yaml").write_text(WIDGET)
    assert lint_paths(["apps"]).count_unchecked() == {Unchecked.UNKNOWN_KIND: 1}
    (tmp_path / "crds/widget.yaml").write_text(DEFINITION)
    assert lint_paths(["apps"]).count_unchecked() == {}
    assert lint_text(f"{WIDGET}---\n{DEFINITION}").count_unchecked() == {}


def test_definitions_in_a_list_count() -> None:
    indented = "".join(f"    {line}\n" for line in DEFINITION.splitlines())
    items = f"apiVersion: v1\nkind: List\nitems:\n  -\n{indented}"
    assert lint_text(f"{WIDGET}---\n{items}").count_unchecked() == {}
    other = items.replace("kind: Widget", "kind: Gadget")
    assert lint_text(f"{WIDGET}---\n{other}").count_unchecked() == {Unchecked.UNKNOWN_KIND: 1}


def test_a_definition_that_vanishes_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "crds").mkdir()
    (tmp_path / "apps").mkdir()
    (tmp_path / "apps/widget.yaml").write_text(WIDGET)
    (tmp_path / "crds/widget.yaml").write_text(DEFINITION)
    works = Inputs.in_content

    def in_content(self: Inputs, path: Path, *about: Any) -> Any:
        if path.parent.name == "crds" and about[0] is may_define_kinds:
            path.unlink()
        return works(self, path, *about)

    monkeypatch.setattr(Inputs, "in_content", in_content)
    report = lint_paths(["apps"])
    assert report.count_unchecked() == {Unchecked.UNKNOWN_KIND: 1}
    assert report.errors == ()
