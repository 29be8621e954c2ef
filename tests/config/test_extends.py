"""Configurations that extend others: what is merged, what is locked, and what is refused."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from podlint.cli.project import ConfigFile, read_config
from podlint.config.config import Config, ConfigError, parse_config
from podlint.config.layers import layers_at, leaves_out
from podlint.config.locks import _COMPARED, RULE_SETTINGS, lockable
from podlint.config.merging import JOINED, merged
from podlint.engine.dispatch import Dispatches
from podlint.rule.packs import builtin_rules
from podlint.version import VERSION

SLOW, IDLE = "probe-timeout-exceeds-period", "liveness-with-restart-never"
OPTIONS = "unlisted-registry"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text))
    return path


def read(folder: Path, own: str = "extends: base.yaml\n", **files: str) -> ConfigFile:
    """The configuration of a folder that extends files, by their names without suffix."""
    for name, text in files.items():
        write(folder / f"{name}.yaml", text)
    return read_config(write(folder / ".podlint.yaml", own), builtin_rules())


def runs(config: Config, rule: str, path: str = "web.yaml", namespace: str | None = None) -> bool:
    return Dispatches(builtin_rules(), config).at(path, namespace).called(rule) is not None


def refused(folder: Path, own: str, **files: str) -> str:
    with pytest.raises(ConfigError) as raised:
        read(folder, own, **files)
    return str(raised.value)


def test_a_value_replaces_the_one_that_is_extended(repository: Path) -> None:
    base = (
        "profile: strict\nfail-on: error\nkubernetes-version: '1.33'\njobs: 3\ninclude: [a.yaml]\n"
    )
    config = read(repository, base=base).config
    assert (config.shown_profile.value, config.fail_on, config.jobs) == ("strict", "error", 3)
    own = "extends: [base.yaml]\nfail-on: never\ninclude: ['*.yml']\n"
    config = read(repository, own, base=base).config
    assert (config.shown_profile.value, config.fail_on, config.jobs) == ("strict", "never", 3)
    assert config.include == ("*.yml",)
    (project, *_) = {
        each.kubernetes_version for each in layers_at(config, "a", None) if each.kubernetes_version
    }
    assert project == "1.33"


def test_lists_and_tables_are_joined(repository: Path) -> None:
    base = """\
        exclude: [vendor/]
        vendored: [lib/]
        cluster: {allow-privileged: false, feature-gates: {ImageVolume: false}}
        pod-security-exemptions: {namespaces: [a]}
        custom-resources: [{group: a.b, kind: C, pods: [x]}, {group: a.b, kind: D, pods: [x]}]
        notes: {"probes/*": ask us, missing-command: see below}
        """
    own = """\
        extends: base.yaml
        exclude: [third/]
        cluster: {service-account-admission: false, feature-gates: {ImageVolume: true}}
        pod-security-exemptions: {namespaces: [b], runtime-classes: [c]}
        custom-resources: [{group: a.b, kind: C, pods: [w]}]
        notes: {"probes/*": ask them}
        """
    config = read(repository, own, base=base).config
    assert config.exclude == ("vendor/", "third/")
    assert config.excluded.match(Path("vendor/a.yaml"))
    assert config.excluded.match(Path("third/a.yaml"))
    assert config.patterns("vendored").match(Path("lib/a.yaml"))
    assert not config.cluster.allow_privileged
    assert not config.cluster.service_account_admission
    assert config.cluster.feature_gates == {"ImageVolume": True}
    assert config.pod_security_exemptions.namespaces == ("a", "b")
    assert config.pod_security_exemptions.runtime_classes == ("c",)
    assert [(each.kind, each.pods) for each in config.custom_kinds] == [
        ("C", ("w",)),
        ("D", ("x",)),
    ]
    assert {name: str(each) for name, each in config.notes.items()} == {
        "probes/*": "ask them",
        "missing-command": "see below",
    }


def test_every_setting_is_merged_in_some_way() -> None:
    """A list that no table names is replaced: this test asks to decide that for each new one."""
    replaced = {
        "select",
        "include",
        "fail_on_unchecked",
        "nodes",
        "static_pods",
        "output",
        "extends",
    }
    layered = {"ignore", "extend_select"}
    lists = {
        name
        for name, info in Config.model_fields.items()
        if "tuple" in str(info.annotation) and name not in Config.not_in_files
    }
    assert lists == JOINED | replaced | layered


def test_rules_are_chosen_in_layers(repository: Path) -> None:
    base = f"select: [{SLOW}]\nignore: [{IDLE}]\nseverity: {{{SLOW}: info}}\n"
    config = read(repository, base=base).config
    assert runs(config, SLOW)
    assert not runs(config, "undefined-volume")
    own = f"extends: base.yaml\nextend-select: [{IDLE}]\n"
    assert runs(read(repository, own).config, IDLE)
    assert runs(
        read(repository, "extends: base.yaml\nprofile: strict\n").config, "undefined-volume"
    )
    choice = Dispatches(builtin_rules(), config).at("a", None).called(SLOW)
    assert choice
    assert choice.weigh(None).value == "info"


def test_parts_of_an_extended_file_apply_first(repository: Path) -> None:
    base = f"paths: {{a/: {{ignore: [{SLOW}]}}}}\nnamespaces: {{shop: {{ignore: [{IDLE}]}}}}\n"
    own = f"extends: base.yaml\npaths: {{a/b.yaml: {{extend-select: [{SLOW}]}}}}\n"
    config = read(repository, own, base=base).config
    assert not runs(config, SLOW, "a/c.yaml")
    assert runs(config, SLOW, "a/b.yaml")
    assert runs(config, SLOW, "c.yaml")
    assert not runs(config, IDLE, "a/b.yaml", "shop")


def test_patterns_are_relative_to_the_file_with_them(repository: Path) -> None:
    """A team's configuration may extend that of the repository, from below or from beside."""
    team = repository / "teams" / "a"
    write(
        repository / ".podlint.yaml",
        "exclude: [/teams/a/old/]\npaths: {/teams/a/x/: {include: [/teams/a/x/y.yaml]}}\n",
    )
    config = read(team, "extends: ../../.podlint.yaml\nexclude: [/new/]\n").config
    assert config.excluded.match(team / "old" / "a.yaml")
    assert config.excluded.match(team / "new" / "a.yaml")
    assert not config.excluded.match(repository / "new" / "a.yaml")
    assert leaves_out(config, "teams/a/x/z.yaml", None)
    assert not leaves_out(config, "teams/a/x/y.yaml", None)
    assert config.root == team


def test_several_files_and_files_of_files(repository: Path) -> None:
    own = "extends: [one.yaml, two.yaml]\n"
    files = {
        "one": "extends: zero.yaml\nfail-on: info\njobs: 1\n",
        "two": "extends: zero.yaml\njobs: 2\n",
        "zero": "fail-on: error\npreview: true\n",
    }
    file = read(repository, own, **files)
    assert [each.path.name for each in file.files] == [
        "zero.yaml", "one.yaml", "zero.yaml", "two.yaml", ".podlint.yaml",
    ]  # fmt: skip
    assert (file.config.jobs, file.config.fail_on, file.config.preview) == (2, "error", True)


def test_rules_of_an_extended_file_are_in_its_folder(repository: Path) -> None:
    rule = (
        "{summary: An image is nginx., documentation: It is., severity: warning, since: '0.1',"
        " symptom: none, target: Container, field: image,"
        " when: {matches: nginx}, message: nginx, bad: x, good: x}\n"
    )
    write(repository / "shared" / "rules" / "image_is_nginx.yaml", rule)
    write(repository / "shared" / "base.yaml", "rules: [rules]\n")
    own = "extends: [../shared/base.yaml, ../shared/base.yaml]\nseverity: {image-is-nginx: error}\n"
    file = read(repository / "app", own)
    assert "image-is-nginx" in {each.name for each in file.rules}
    assert [Path(each) for each in file.config.rules] == [repository / "shared" / "rules"]
    write(repository / "shared" / "base.yaml", "rules: [../app]\n")
    message = refused(repository / "app", own)
    assert message.startswith(f"{repository}/shared/base.yaml:1:9: the directory ../app is outside")


@pytest.mark.parametrize(
    ("own", "base", "message"),
    [
        ("extends: base.yml\n", "", ":1:10: extends: there is no file {folder}/base.yml"),
        ("extends:\n  - base.yaml\n  - nothing.yaml\n", "", ":3:5: extends: there is no file {folder}/nothing.yaml"),
        ("extends: https://example.com/a.yaml\n", "", ":1:10: extends.0: podlint reads no configuration from the network"),
        ("extends: git+ssh://git@example.com/a\n", "", "podlint reads no configuration from the network"),
        ("extends: ../base.yaml\n", "", "/base.yaml is outside {folder}; move it there, or install it"),
        ("extends: /etc/hostname\n", "", "/etc/hostname is outside {folder}; move it there, or install it"),
        ("extends: base.yaml\n", "extends: .podlint.yaml\n", "base.yaml:1:10: extends: .podlint.yaml: the configurations extend each other"),
        ("extends: base.yaml\n", "extends: base.yaml\n", "base.yaml:1:10: extends: base.yaml: the configurations extend each other"),
        ("extends: base.yaml\n", "a: 1\nprofil: x\n", "base.yaml:1:1: unknown setting `a`"),
        ("extends: base.yaml\n", "profile: x\n", "base.yaml:1:1: profile: unsupported value 'x'"),
        ("extends: base.yaml\n", "profile: [1\n", "base.yaml:"),
        ("extends: base.yaml\n", "ignore:\n  - missing-comand\n", "base.yaml:2:5: unknown rule `missing-comand`; did you mean missing-command?"),
        ("extends: base.yaml\n", "notes: {probe/*: x}\n", "base.yaml:1:9: unknown rule `probe/*`; did you mean probes/*?"),
        ("extends: base.yaml\n", "locked: [profil]\n", "base.yaml:1:10: neither a setting nor a rule: `profil`; did you mean profile?"),
        ("extends: base.yaml\n", "locked: [privileged-contaner]\n", "did you mean privileged-container?"),
        ("extends: base.yaml\n", "kustomize: binary\n", "base.yaml:1:1: kustomize: `binary` runs a program"),
        ("extends: no_such_package:a.yaml\n", "", ":1:10: extends: there is no package no_such_package; install it in the same environment as podlint"),
        ("extends: 3\n", "", ":1:1: extends: must be a list, not 3"),
        ("notes: {missing-command: {text: a, link: javascript:x}}\n", "", ":1:36: notes.missing-command.link: must be an address with https://, not 'javascript:x'"),
        ("notes: {missing-command: {}}\n", "", ":1:9: notes.missing-command: must have a text or a link"),
        ("notes: {missing-command: {url: x}}\n", "", "unknown setting `notes.missing-command.url`; expected one of link, text"),
    ],
)  # fmt: skip
def test_what_is_refused_has_a_place(repository: Path, own: str, base: str, message: str) -> None:
    write(repository.parent / "base.yaml", "")
    found = refused(repository, own, base=base)
    assert message.replace("{folder}", str(repository)) in found
    assert found.startswith(str(repository))


def test_a_link_does_not_lead_out(repository: Path) -> None:
    write(repository.parent / "secret.yaml", "profile: strict\n")
    (repository / "base.yaml").symlink_to(repository.parent / "secret.yaml")
    assert "is outside" in refused(repository, "extends: base.yaml\n")


def test_a_chain_has_an_end(repository: Path) -> None:
    for number in range(30):
        write(repository / f"n{number}.yaml", f"extends: n{number + 1}.yaml\n")
    assert "the configurations extend each other" in refused(repository, "extends: n0.yaml\n")


@pytest.fixture
def package(search_path: Path) -> Path:
    """The folder of an installed package whose import would fail."""
    folder = search_path / "acme_podlint"
    write(folder / "__init__.py", "raise SystemExit(7)\n")
    write(folder / "levels" / "strict.yaml", "profile: strict\nexclude: [/vendor/]\n")
    return folder


def test_a_package_is_extended_without_running_its_code(repository: Path, package: Path) -> None:
    file = read(repository, "extends: acme_podlint:levels/strict.yaml\n")
    assert file.config.shown_profile.value == "strict"
    assert file.config.excluded.match(repository / "vendor" / "a.yaml")
    assert [each.name for each in file.files] == ["acme_podlint:levels/strict.yaml", ""]
    assert read(repository, "extends: acme_podlint.levels:strict.yaml\n").config.excluded.lines
    write(package / "all.yaml", "extends: levels/strict.yaml\n")
    assert (
        read(repository, "extends: acme_podlint:all.yaml\n").config.shown_profile.value == "strict"
    )


def test_a_package_does_not_lead_out(repository: Path, package: Path) -> None:
    write(package.parent / "other.yaml", "profile: strict\n")
    message = refused(repository, "extends: acme_podlint:../other.yaml\n")
    assert "is outside the package acme_podlint" in message
    write(package / "all.yaml", "extends: ../other.yaml\n")
    assert "is outside" in refused(repository, "extends: acme_podlint:all.yaml\n")


def test_no_package_is_found_in_what_is_checked(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository / "evil" / "__init__.py", "")
    write(repository / "evil" / "base.yaml", "profile: minimal\n")
    monkeypatch.syspath_prepend(repository)
    path = write(repository / ".podlint.yaml", "extends: evil:base.yaml\n")
    with pytest.raises(ConfigError, match="may belong to what is checked"):
        read_config(path, builtin_rules(), linted=["."])


@pytest.mark.parametrize(
    "form",
    [
        "required-version: '{}'\nnew-setting: 1\n",
        "[tool.podlint]\nrequired-version = '{}'\nnew = 1\n",
    ],
)
def test_another_version_is_told_before_its_settings(repository: Path, form: str) -> None:
    name = "pyproject.toml" if "[" in form else ".podlint.yaml"
    path = write(repository / name, form.format(">=99"))
    with pytest.raises(ConfigError) as raised:
        read_config(path, ())
    assert (
        f"required-version: this is podlint {VERSION}, and the configuration requires >=99"
        in str(raised.value)
    )
    write(repository / name, form.format(f"=={VERSION}"))
    with pytest.raises(ConfigError, match="unknown setting"):
        read_config(path, ())
    write(repository / name, form.format("soon"))
    with pytest.raises(ConfigError, match=r"must be versions such as >=0\.2|unknown setting"):
        read_config(path, ())


WEAKER: list[tuple[str, str, str]] = [
    ("profile: strict", "profile: recommended", "profile: `recommended` is weaker than `strict`"),
    ("profile: recommended", "select: ['*']", "select: replaces the profile"),
    ("profile: recommended", "paths: {a/: {profile: minimal}}", "paths.a/.profile: `minimal` is weaker than `recommended`"),
    ("fail-on: warning", "fail-on: error", "fail-on: `error` is weaker than `warning`"),
    ("fail-on: warning", "overlays: {dev/: {fail-on: never}}", "overlays.dev/.fail-on: `never` is weaker"),
    ("fail-on-unchecked: [template]", "fail-on-unchecked: []", "fail-on-unchecked: leaves out `template`"),
    ("pod-security: restricted", "pod-security: baseline", "pod-security: `baseline:latest` is weaker than `restricted:latest`"),
    ("pod-security: restricted", "pod-security: 'restricted:v1.25'", "`restricted:v1.25` is weaker than `restricted:latest`"),
    ("ignore: [missing-command]", "ignore: [missing-command, naked-pod]", "ignore: adds `naked-pod`"),
    ("exclude: []", "exclude: [a/]", "exclude: adds `a/`"),
    ("vendored: [x]", "vendored: [x, w]", "vendored: adds `w`"),
    ("preview: true", "preview: false", "preview: must stay true"),
    ("kustomize: builtin", "kustomize: off", "kustomize: must stay as it is"),
    ("kubernetes-version: '1.33'", "namespaces: {a: {kubernetes-version: '1.34'}}", "namespaces.a.kubernetes-version: must stay as it is"),
    ("cluster: {allow-privileged: false}", "cluster: {allow-privileged: true}", "cluster.allow-privileged: must stay as it is"),
    ("cluster: {feature-gates: {ImageVolume: false}}", "cluster: {feature-gates: {ImageVolume: true}}", "cluster.feature-gates.ImageVolume: must stay as it is"),
    ("pod-security-exemptions: {namespaces: [a]}", "pod-security-exemptions: {namespaces: [b]}", "pod-security-exemptions.namespaces: adds `b`"),
    ("custom-resources: [{group: a.b, kind: C, pods: [x]}]", "custom-resources: [{group: a.b, kind: C, pods: [w]}]", "custom-resources: replaces a kind"),
    ("static-pods: []", "static-pods: [a]", "static-pods: must stay as it is"),
    ("paths: {}", "paths: {a: {}}", "paths: must stay as it is"),
    (f"severity: {{{SLOW}: error}}", f"severity: {{{SLOW}: info}}", f"severity.{SLOW}: lowers the severity of `{SLOW}`"),
    (f"severity: {{{SLOW}: error}}", "namespaces: {a: {severity: {'probes/*': info}}}", "namespaces.a.severity.probes/*: lowers the severity of"),
    (f"options: {{{OPTIONS}: {{registries: [a.b]}}}}\nextend-select: [{OPTIONS}]", f"options: {{{OPTIONS}: {{registries: [c.d]}}}}", f"options.{OPTIONS}: changes the options of `{OPTIONS}`"),
    (f"extend-select: [{OPTIONS}]", f"ignore: [{OPTIONS}]", f"ignore: ignores `{OPTIONS}`"),
    (f"select: [{SLOW}, {IDLE}]", f"select: [{SLOW}]", f"select: does not select `{IDLE}`"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "own", "message"), WEAKER, ids=[f"{a} / {b}" for a, b, _ in WEAKER])  # fmt: skip
def test_a_locked_setting_is_not_weakened(
    repository: Path, base: str, own: str, message: str
) -> None:
    setting = base.partition(":")[0]
    if setting == "options":
        setting = "options"
    found = refused(
        repository, f"extends: base.yaml\n{own}\n", base=f"{base}\nlocked: [{setting}]\n"
    )
    assert message in found
    assert f"base.yaml:{base.count(chr(10)) + 2}:10 locks `{setting}`" in found
    assert found.startswith(f"{repository}/.podlint.yaml:2:")
    read(repository, f"extends: base.yaml\n{own}\n", base=f"{base}\n")


@pytest.mark.parametrize(
    ("base", "own"),
    [
        ("profile: recommended", "profile: strict"),
        ("profile: recommended", "ignore: [naked-pod]\nextend-select: [missing-command]"),
        ("fail-on: error", "fail-on: warning"),
        ("fail-on-unchecked: [template]", "fail-on-unchecked: [template, unreadable]"),
        ("pod-security: baseline", "pod-security: restricted"),
        ("pod-security: 'restricted:v1.25'", "pod-security: restricted"),
        ("ignore: [missing-command]", "ignore: [missing-command]"),
        ("exclude: [a/, b/]", "exclude: [a/]"),
        ("cluster: {allow-privileged: false}", "cluster: {service-account-admission: false}"),
        ("custom-resources: [{group: a.b, kind: C, pods: [x]}]", "custom-resources: [{group: a.b, kind: D, pods: [w]}]"),
        ("rules: []", "profile: minimal"),
        (f"severity: {{{SLOW}: warning}}", f"severity: {{{SLOW}: error}}\nignore: [{SLOW}]"),
        ("locked: [fail-on]\njobs: 2", "jobs: 2"),
    ],
)  # fmt: skip
def test_a_locked_setting_may_be_stricter(repository: Path, base: str, own: str) -> None:
    setting = base.rpartition("\n")[2].partition(":")[0]
    text = base if "locked" in base else f"{base}\nlocked: [{setting}]"
    read(repository, f"extends: base.yaml\n{own}\n", base=f"{text}\n")


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ("ignore: [missing-command, privileged-container]", ":2:27: ignore: ignores `privileged-container`"),
        ("ignore: [pod_security/*]", ":2:10: ignore: ignores `privileged-container`"),
        ("select: ['probes/*']", ":2:1: select: does not select `privileged-container`"),
        ("profile: minimal", ":2:1: profile: leaves out findings of `privileged-container`"),
        ("severity: {privileged-container: info}", ":2:12: severity.privileged-container: lowers the severity"),
        ("severity: {'*': info}", ":2:12: severity.*: lowers the severity of `privileged-container`"),
        ("paths:\n  a/: {ignore: ['*']}", ":3:17: paths.a/.ignore: ignores `privileged-container`"),
        ("namespaces:\n  a: {profile: minimal}", ":3:7: namespaces.a.profile: leaves out findings of"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("locked", ["privileged-container", "privileged-*"])
def test_a_locked_rule_stays(repository: Path, own: str, message: str, locked: str) -> None:
    found = refused(repository, f"extends: base.yaml\n{own}\n", base=f"locked: ['{locked}']\n")
    assert message in found
    assert f"base.yaml:1:10 locks `{locked}`" in found


def test_a_locked_rule_may_be_selected(repository: Path) -> None:
    base = (
        "locked: [privileged-container]\nnamespaces: {kube-*: {ignore: [privileged-container]}}\n"
    )
    own = "extends: base.yaml\nprofile: minimal\nextend-select: [privileged-container]\n"
    config = read(repository, own, base=base).config
    assert runs(config, "privileged-container")
    assert not runs(config, "privileged-container", namespace="kube-system")


def test_locks_bind_those_that_extend_only(repository: Path) -> None:
    read(
        repository,
        "extends: base.yaml\n",
        base="locked: [fail-on]\npaths: {a/: {fail-on: never}}\n",
    )
    files = {
        "base": "extends: top.yaml\nfail-on: never\n",
        "top": "fail-on: error\nlocked: [fail-on]\n",
    }
    assert refused(repository, "extends: base.yaml\n", **files).startswith(
        f"{repository}/base.yaml:2:1: "
    )


def test_the_locks_of_all_settings_are_known() -> None:
    assert _COMPARED.keys() | RULE_SETTINGS <= lockable().keys()
    for name in lockable():
        if name not in ("required-version", "kustomize"):
            merged([parse_config({"locked": [name]}), parse_config({})])


def test_the_library_extends_nothing(repository: Path) -> None:
    import podlint

    with pytest.raises(ConfigError, match="the library does not load the setting `extends`"):
        podlint.lint_text("", config=Config(extends=["base.yaml"]))


def test_a_run_depends_on_what_is_extended(repository: Path) -> None:
    from podlint.reading.inputs import Inputs

    inputs = Inputs()
    path = write(repository / ".podlint.yaml", "extends: base.yaml\n")
    base = write(repository / "base.yaml", "profile: strict\n")
    read_config(path, builtin_rules(), inputs)
    assert {str(path), str(base)} <= inputs.record.read


def test_random_configurations_merge_like_layers(repository: Path) -> None:
    """An empty file in between changes nothing."""
    data: dict[str, Any] = {"profile": "strict", "ignore": [SLOW], "fail-on": "error", "jobs": 2}
    alone = parse_config(data)
    for files in ([parse_config({}), alone], [alone, parse_config({})]):
        config = merged(files)
        for rule in (SLOW, IDLE, "naked-pod"):
            assert runs(config, rule) == runs(alone, rule)
        assert (config.fail_on, config.jobs, config.shown_profile) == ("error", 2, alone.profile)
