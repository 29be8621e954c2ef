"""Where rules come from: installed packages, and folders that may hold YAML only."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from podlint.rule.packs import BUILTIN, PackError, load_folder, load_package, merge

RULE = """\
summary: A container runs nginx.
documentation: It should not.
severity: info
since: "0.1"
symptom: nginx
target: Container
field: image
when: {equals: nginx}
message: nginx
bad: x
good: x
"""

MODULE = '''
from collections.abc import Iterator
from podlint.authoring import Container, Problem, Severity, rule

@rule(severity=Severity.INFO, since="0.1", symptom="s", bad="b", good="g")
def python_rule(container: Container) -> Iterator[Problem]:
    """Something is wrong."""
    yield Problem("wrong", at=container.at)
'''


def write(path: Path, text: str = RULE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.fixture
def package(search_path: Path) -> Path:
    """An importable package."""
    folder = search_path / "acme_rules"
    write(folder / "__init__.py", "")
    return folder


def test_built_in_rules_are_python_and_yaml() -> None:
    rules = {rule.name: rule for rule in load_package(BUILTIN)}
    assert rules["privileged-container"].subject == "pod_security"
    assert rules["host-namespaces"].subject == "pod_security"
    assert rules["host-namespaces"].module == "podlint.rules.pod_security.host_namespaces"
    assert list(rules) == sorted(rules)


def test_a_package_holds_both_forms(package: Path) -> None:
    write(package / "images" / "__init__.py", "")
    write(package / "images" / "nginx_image.yaml")
    write(package / "images" / "python_rule.py", MODULE)
    rules = load_package(package.name)
    assert [(rule.name, rule.subject) for rule in rules] == [
        ("nginx-image", "images"), ("python-rule", "images"),
    ]  # fmt: skip


def test_a_package_with_a_broken_yaml_rule(package: Path) -> None:
    path = write(package / "nginx_image.yaml", RULE.replace("severity: info", "severity: bad"))
    with pytest.raises(PackError, match=r":3:11: severity: ") as raised:
        load_package(package.name)
    assert str(raised.value).startswith(str(path))


def test_a_package_that_is_not_there() -> None:
    with pytest.raises(PackError, match="cannot import the rule package"):
        load_package("no_such_pack")


def test_a_module_without_its_rule(package: Path) -> None:
    write(package / "other_rule.py", MODULE)
    with pytest.raises(PackError, match="has no rule other_rule"):
        load_package(package.name)


def test_a_module_that_needs_what_is_not_installed(package: Path) -> None:
    write(package / "python_rule.py", f"import no_such_library\n{MODULE}")
    with pytest.raises(
        PackError, match=r"cannot import the rule acme_rules.python_rule: .*no_such_library"
    ):
        load_package(package.name)


def test_one_name_is_one_rule(package: Path) -> None:
    write(package / "python_rule.py", MODULE)
    write(package / "python_rule.yaml")
    with pytest.raises(PackError, match="two rules have the name python-rule"):
        load_package(package.name)


def test_an_alias_is_a_name_too(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "rules" / "a_b.yaml", RULE + "aliases: [privileged-container]\n"
    ).parent
    with pytest.raises(PackError, match="two rules have the name privileged-container"):
        merge([load_package(BUILTIN), load_folder(folder)])


def test_a_folder_and_those_in_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "lint-rules" / "nginx_image.yaml").parent
    write(folder / "ports" / "open-port.yml")
    write(folder / "README.md", "words")
    write(folder / ".drafts" / "half.yaml", "not yet")
    rules = load_folder(folder, inside=tmp_path)
    assert [(rule.name, rule.subject) for rule in rules] == [
        ("nginx-image", "lint_rules"), ("open-port", "ports"),
    ]  # fmt: skip


def test_a_folder_holds_no_python(tmp_path: Path) -> None:
    write(tmp_path / "rules" / "nginx_image.yaml")
    write(tmp_path / "rules" / "deep" / "python_rule.py", "raise SystemExit(3)")
    modules = set(sys.modules)
    with pytest.raises(PackError, match=r"YAML rules only.*installed package.*podlint.packs"):
        load_folder(tmp_path / "rules")
    assert "python_rule" not in set(sys.modules) - modules


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"directory of rules .* does not exist"):
        load_folder(tmp_path / "rules")


@pytest.mark.parametrize("link", ["rules", "rules/deep", "rules/nginx_image.yaml"])
def test_nothing_is_read_outside(tmp_path: Path, link: str) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    write(outside / "nginx_image.yaml")
    target = outside / "nginx_image.yaml" if link.endswith(".yaml") else outside
    (project / link).parent.mkdir(parents=True)
    (project / link).symlink_to(target)
    with pytest.raises(PackError, match="must be inside"):
        load_folder(project / "rules", inside=project)


def test_a_folder_beside_the_project_is_outside(tmp_path: Path) -> None:
    write(tmp_path / "rules" / "nginx_image.yaml")
    (tmp_path / "project").mkdir()
    with pytest.raises(PackError, match="must be inside"):
        load_folder(tmp_path / "project" / ".." / "rules", inside=tmp_path / "project")
