"""Settings of parts of a project: files, what kustomizations build, and namespaces."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint import Config, ConfigError, Report, lint_paths, lint_text
from podlint.config.config import overridden, parse_config
from podlint.config.layers import fails, layers_at
from podlint.engine.dispatch import Dispatches
from podlint.rule.packs import builtin_rules

SLOW, IDLE = "probe-timeout-exceeds-period", "liveness-with-restart-never"
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  restartPolicy: Never
  containers:
    - name: app
      image: app:1.4
      livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 2, timeoutSeconds: 5}
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: app:1.4
          livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 2, timeoutSeconds: 5}
"""
KUSTOMIZATION = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base and two overlays."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    write(tmp_path / "base" / "web.yaml", DEPLOYMENT)
    write(tmp_path / "base" / "kustomization.yaml", f"{KUSTOMIZATION}resources: [web.yaml]\n")
    for name in ("dev", "prod"):
        text = f"{KUSTOMIZATION}namespace: {name}\nresources: [../../base]\n"
        write(tmp_path / "overlays" / name / "kustomization.yaml", text)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def rules_of(report: Report) -> dict[str, str]:
    assert not report.errors
    return {each.rule: each.severity.value for each in report.findings}


def linted(**settings: object) -> dict[str, str]:
    return rules_of(lint_paths(["."], config=Config(**settings)))  # type: ignore[arg-type]


def test_an_overlay_has_settings_of_its_own(repository: Path) -> None:
    assert linted() == {SLOW: "warning"}
    assert linted(overlays={"overlays/*": {"ignore": [SLOW]}}) == {}
    assert linted(overlays={"base/": {"ignore": [SLOW]}}) == {SLOW: "warning"}
    one = Config(overlays={"/overlays/prod": {"severity": {SLOW: "error"}}})
    report = lint_paths(["."], config=one)
    assert rules_of(report) == {SLOW: "error"}
    assert [each.folder for each in report.findings[0].builds] == ["overlays/dev", "overlays/prod"]
    without = lint_paths(["."], config=Config(overlays={"dev": {"ignore": [SLOW]}}))
    assert [each.folder for each in without.findings[0].builds] == ["overlays/prod"]


def test_a_path_an_overlay_a_namespace_and_the_command_line_in_order(repository: Path) -> None:
    named = {"severity": {SLOW: "info"}}
    worse = {"severity": {SLOW: "error"}}
    assert linted(paths={"base/": named}, overlays={"overlays/": worse}) == {SLOW: "error"}
    assert linted(overlays={"overlays/": worse}, namespaces={"*": named}) == {SLOW: "info"}
    config = parse_config({"namespaces": {"*": worse}, "overlays": {"overlays/": worse}})
    report = lint_paths(["."], config=overridden(config, named))
    assert rules_of(report) == {SLOW: "info"}


def test_the_version_of_kubernetes_differs_between_parts(repository: Path) -> None:
    newer = DEPLOYMENT.replace("      containers", "      hostUsers: false\n      containers")
    deployment = newer.replace("      hostUsers: false\n", "      hostnameOverride: a.example\n")
    write(repository / "base" / "web.yaml", deployment)

    def refused(**settings: object) -> list[str]:
        report = lint_paths(["."], config=Config(select=["validity/*"], **settings))  # type: ignore[arg-type]
        return [build.folder for each in report.findings for build in each.builds]

    assert refused(kubernetes_version="1.37") == []
    both = refused(kubernetes_version="1.30")
    assert both == ["overlays/dev", "overlays/prod"]
    for part in ("overlays", "namespaces"):
        pattern = "overlays/dev" if part == "overlays" else "dev"
        assert refused(**{part: {pattern: {"kubernetes_version": "1.30"}}}) == ["overlays/dev"]
    assert refused(paths={"base/": {"kubernetes_version": "1.30"}}) == both
    newest = overridden(Config(paths={"*": {"kubernetes_version": "1.30"}}), {"kubernetes-version": "1.37"})  # fmt: skip
    assert lint_paths(["."], config=newest).findings[0].rule == SLOW


@pytest.mark.parametrize(
    ("settings", "failing"),
    [
        ({}, True),
        ({"fail-on": "error"}, False),
        ({"fail-on": "error", "overlays": {"prod": {"fail-on": "warning"}}}, True),
        ({"fail-on": "error", "overlays": {"base": {"fail-on": "warning"}}}, False),
        ({"overlays": {"*": {"fail-on": "never"}}}, False),
        ({"overlays": {"prod": {"fail-on": "never"}}}, True),
        ({"namespaces": {"*": {"fail-on": "error"}}}, False),
        ({"paths": {"base/": {"fail-on": "error"}}}, False),
        ({"paths": {"overlays/": {"fail-on": "error"}}}, True),
        ({"fail-on": "error", "paths": {"base/": {"severity": {SLOW: "error"}}}}, True),
    ],
)
def test_what_fails_a_run_differs_between_parts(
    repository: Path, settings: dict[str, object], failing: bool
) -> None:
    config = parse_config(settings)
    (finding,) = lint_paths(["."], config=config).findings
    assert fails(config, finding) is failing
    assert fails(overridden(config, {"fail-on": "info"}), finding)
    assert not fails(overridden(config, {"fail-on": "never"}), finding)


def test_files_are_left_out_of_a_part(repository: Path) -> None:
    assert linted(paths={"base/": {"exclude": ["web.yaml"]}}) == {}
    assert linted(paths={"base/": {"include": ["*.json"]}}) == {}
    assert linted(paths={"base/": {"include": ["web.*"]}}) == {SLOW: "warning"}
    assert linted(overlays={"*": {"exclude": ["*"]}}) == {}
    assert linted(namespaces={"dev": {"exclude": ["*"]}}) == {SLOW: "warning"}
    assert linted(namespaces={"dev": {"exclude": ["*"]}, "prod": {"exclude": ["base/"]}}) == {}


def test_a_search_finds_what_is_included(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("deploy/web.yaml", "deploy/web.yaml.in", "other/web.yaml", ".podlint.yaml"):
        write(tmp_path / name, POD if "web" in name else "")

    def found(path: str = ".", force: bool = False, **settings: object) -> list[str]:
        report = lint_paths([path], config=Config(**settings), force_exclude=force)  # type: ignore[arg-type]
        return [each.path for each in report.checked]

    assert found() == ["deploy/web.yaml", "other/web.yaml"]
    assert found(include=["/deploy/"]) == ["deploy/web.yaml", "deploy/web.yaml.in"]
    assert found(include=["*.yaml.in", "*.yaml"], exclude=["/other/"]) == [
        "deploy/web.yaml",
        "deploy/web.yaml.in",
    ]
    assert found(include=["*"], exclude=["*.in"]) == ["deploy/web.yaml", "other/web.yaml"]
    assert found("other/web.yaml", include=["/deploy/"]) == ["other/web.yaml"]
    assert found("other/web.yaml", force=True, include=["/deploy/"]) == []


def test_only_errors_are_reported_in_vendored_files(repository: Path) -> None:
    assert linted(vendored=["/base/"]) == {}
    assert linted(vendored=["/overlays/"]) == {SLOW: "warning"}
    assert linted(vendored=["/base/"], severity={SLOW: "error"}) == {SLOW: "error"}
    for name in ("vendor/web.yaml", "web.yaml"):
        config = Config(vendored=["vendor/"], severity={IDLE: "error"})
        report = lint_text(POD, name=name, config=config)
        wanted = {IDLE: "error"} | ({} if "vendor" in name else {SLOW: "warning"})
        assert rules_of(report) == wanted


def test_vendored_files_are_not_fixed(repository: Path) -> None:
    def fixes(*vendored: str) -> list[bool]:
        config = Config(vendored=vendored, severity={"*": "error"}, select=[SLOW, "validity/*"])
        report = lint_paths(["."], config=config)
        return [each.fix is not None for each in report.findings]

    text = DEPLOYMENT.replace("periodSeconds: 2", "periodSeconds: '2'")
    write(repository / "base" / "web.yaml", text)
    assert any(fixes())
    assert len(fixes("base/")) == len(fixes())
    assert not any(fixes("base/"))


def test_a_suppression_in_a_vendored_file_is_not_unused(repository: Path) -> None:
    comment = f"          # podlint: ignore[{SLOW}] theirs\n          livenessProbe"
    write(repository / "base" / "web.yaml", DEPLOYMENT.replace("          livenessProbe", comment))
    (finding,) = lint_paths(["."]).findings
    assert finding.suppressed
    assert linted(vendored=["/base/"]) == {}
    unused = comment.replace(SLOW, IDLE)
    write(repository / "base" / "web.yaml", DEPLOYMENT.replace("          livenessProbe", unused))
    assert "unused-suppression" in linted()
    assert linted(vendored=["/base/"]) == {}


OPTION, RULE = "registries", "unlisted-registry"


def test_options_of_a_pattern_are_those_of_its_rules() -> None:
    rules = builtin_rules()
    config = parse_config({"options": {"images/*": {OPTION: ["a.example"]}}})
    dispatch = Dispatches(rules, parse_config({"extend-select": [RULE], **settings_of(config)}))
    choice = dispatch.at("web.yaml", None).called(RULE)
    assert choice
    assert getattr(choice.options, OPTION) == ("a.example",)
    assert not [each for each in dispatch.at("a", None).choices if each.given and each != choice]


def settings_of(config: Config) -> dict[str, object]:
    return config.model_dump(by_alias=True, exclude_unset=True)


def test_the_options_of_a_name_override_those_of_a_pattern() -> None:
    given = {RULE: {OPTION: ["b.example"]}, "images/*": {OPTION: ["a.example"]}}
    config = parse_config({"options": given, "extend-select": [RULE]})
    choice = Dispatches(builtin_rules(), config).at("web.yaml", None).called(RULE)
    assert choice
    assert getattr(choice.options, OPTION) == ("b.example",)


@pytest.mark.parametrize(
    ("options", "message", "place"),
    [
        ({"images/*": {"registry": []}}, "no rule of `images/*` has the option `registry`; did you mean registries?", ("registry",)),
        ({"images/*": {OPTION: 3}}, f"options.images/*.{OPTION}: must be a list, not 3", (OPTION,)),
        ({"image/*": {OPTION: []}}, "unknown rule `image/*`; did you mean images/*?", ()),
        ({"static_pods/*": {OPTION: []}}, "no rule of `static_pods/*` has options; rules with options: ", ()),
    ],
)  # fmt: skip
def test_options_of_a_pattern_are_checked(
    options: dict[str, object], message: str, place: tuple[str, ...]
) -> None:
    config = parse_config({"overlays": {"prod": {"options": options}}})
    with pytest.raises(ConfigError) as raised:
        Dispatches(builtin_rules(), config)
    assert str(raised.value).startswith(message)
    assert raised.value.path == ("overlays", "prod", "options", *options, *place)


def test_the_layers_of_a_part_are_in_order() -> None:
    config = parse_config(
        {
            "namespaces": {"shop": {"profile": "strict"}},
            "overlays": {"prod": {"fail-on": "error"}},
            "paths": {"*.yaml": {"pod-security": "baseline"}},
        }
    )
    layers = layers_at(config, "web.yaml", "shop", static=True, build="overlays/prod")
    found = [each.model_dump(exclude_unset=True) for each in layers[1:]]
    assert found == [
        {"pod_security": "privileged"},
        {"pod_security": "baseline:latest"},
        {"fail_on": "error"},
        {"profile": "strict"},
        {},
    ]
