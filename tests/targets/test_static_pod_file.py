"""Static Pods: which files are such, and what holds for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint import lint_file, lint_text
from podlint.cli.project import read_config
from podlint.config.config import Config, ConfigError, overridden, parse_config
from podlint.document import Document
from podlint.finding.severity import Profile
from podlint.models import decode
from podlint.models.pod import Pod
from podlint.rule.packs import BUILTIN, load_package
from podlint.targets.static_pod_file import api_references

STRICT = Config(profile=Profile.STRICT)
POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: proxy
spec:
  hostNetwork: true
  serviceAccountName: proxy
  nodeName: node-1
  containers:
    - name: proxy
      image: proxy:2.1
"""


def found(config: Config, name: str, text: str = POD) -> set[str]:
    return {each.rule for each in lint_text(text, name=name, config=config).findings}


@pytest.mark.parametrize(
    ("path", "static"),
    [
        ("/etc/kubernetes/manifests/etcd.yaml", True),
        ("image/rootfs/etc/kubernetes/manifests/etcd.json", True),
        ("../other/etc/kubernetes/manifests/etcd.yml", True),
        ("node/etc/kubelet.d/web.yaml", True),
        ("kubelet/manifests/web.yaml", True),
        ("agent/pod-manifests/web.yaml", True),
        ("static-pods/web.yaml", True),
        ("etc/kubernetes/manifests/old/etcd.yaml", False),
        ("kubernetes/manifests/web.yaml", False),
        ("deploy/manifests/web.yaml", False),
        ("my-static-pods/web.yaml", False),
        ("kubelet.d.yaml", False),
    ],
)
def test_some_folders_are_known(path: str, static: bool) -> None:
    assert Config().holds_static_pod(path) is static
    assert ("static-pod-references-object" in found(STRICT, path)) is static


def test_a_file_in_the_working_directory_is_known_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kubelet.d"
    folder.mkdir()
    (folder / "proxy.yaml").write_text(POD)
    monkeypatch.chdir(folder)
    assert "static-pod-references-object" in {
        each.rule for each in lint_file("proxy.yaml").findings
    }


def test_patterns_replace_the_known_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config = parse_config({"static-pods": ["nodes/*/run/*.yaml"]})
    assert config.holds_static_pod("nodes/a/run/proxy.yaml")
    assert not config.holds_static_pod("nodes/a/run/proxy.json")
    assert not config.holds_static_pod("etc/kubernetes/manifests/proxy.yaml")
    assert not parse_config({"static-pods": []}).holds_static_pod("kubelet.d/proxy.yaml")


def test_patterns_are_relative_to_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / ".podlint.yaml"
    path.write_text("static-pods: [/run/*]\n")
    config = read_config(path, load_package(BUILTIN)).config
    assert config.holds_static_pod(str(tmp_path / "run" / "proxy.yaml"))
    assert not config.holds_static_pod(str(tmp_path / "a" / "run" / "proxy.yaml"))


def test_the_folder_that_a_kubelet_is_given_is_known(tmp_path: Path) -> None:
    (tmp_path / ".podlint.yaml").touch()
    for name in ("node/opt/pods", "node/pods", "node/opt/pods/old"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "proxy.yaml").write_text(POD)
    kubelet = tmp_path / "node" / "kubelet.yaml"
    wanted = "static-pod-references-object"
    for given, static in (
        ("/opt/pods", True),
        ("/opt/pods/", True),
        ("/", False),
        ("pods", False),
        ("7", False),
    ):
        kubelet.write_text(
            "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n"
            f"staticPodPath: {given}\n"
        )
        for folder in ("node/opt/pods", "node/pods", "node/opt/pods/old"):
            rules = {each.rule for each in lint_file(tmp_path / folder / "proxy.yaml").findings}
            assert (wanted in rules) is (static and folder == "node/opt/pods"), (given, folder)


def test_a_wrong_value_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / ".podlint.yaml"
    path.write_text("profile: strict\nstatic-pods: [1]\n")
    with pytest.raises(ConfigError, match=r":2:15: static-pods\.0: "):
        read_config(path, load_package(BUILTIN))


def test_rules_without_meaning_for_static_pods_are_silent_whoever_asks() -> None:
    silent = {rule.name for rule in load_package(BUILTIN) if not rule.static_pods}
    assert {"naked-pod", "fixed-node-name"} <= found(STRICT, "web.yaml") & silent
    for config in (
        STRICT,
        overridden(Config(), {"profile": "strict"}),
        Config(select=("naked-pod",)),
        parse_config({"paths": {"kubelet.d/": {"extend-select": ["naked-pod"]}}}),
    ):
        assert not found(config, "kubelet.d/web.yaml") & silent


def test_no_standard_is_asked_of_static_pods_unless_somebody_says_so() -> None:
    assert "host-namespaces" in found(Config(), "web.yaml")
    assert "host-namespaces" not in found(STRICT, "kubelet.d/web.yaml")
    asked = overridden(Config(), {"pod-security": "baseline"})
    assert "host-namespaces" in found(asked, "kubelet.d/web.yaml")
    of_path = parse_config({"paths": {"kubelet.d/": {"pod-security": "baseline"}}})
    assert "host-namespaces" in found(of_path, "kubelet.d/web.yaml")


def test_each_file_is_judged_by_its_folder_alone(tmp_path: Path) -> None:
    for folder in ("a/kubelet.d", "b/kubelet.d"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "proxy.yaml").write_text(POD)
    (tmp_path / ".podlint.yaml").touch()
    name = "static-pod-name-taken"
    first = tmp_path / "a" / "kubelet.d"
    assert name not in {each.rule for each in lint_file(first / "proxy.yaml").findings}
    (first / "proxy-old.yaml").write_text(POD)
    assert name in {each.rule for each in lint_file(first / "proxy.yaml").findings}
    (first / "proxy-old.yaml").write_text("---\nkind: [\n")
    assert name not in {each.rule for each in lint_file(first / "proxy.yaml").findings}


def test_the_kubelet_refuses_the_same_references() -> None:
    """The answers are those of `HasAPIObjectReference` in Kubernetes 1.36.3."""
    path = Path(__file__).parents[1] / "golden" / "static_pods" / "references.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        recorded = json.loads(line)
        data = {"apiVersion": "v1", "kind": "Pod", "spec": recorded["spec"]}
        (decoded,) = decode(Document.of(data))
        assert isinstance(decoded.object, Pod)
        found = [each.what for each in api_references(decoded.object)]
        assert bool(found) is bool(recorded["reference"]), (line, found)


@pytest.mark.parametrize("text", ["", "---\n", "# nothing\n", "a: [\n", "[]\n", "kind: Pod\n"])
def test_odd_files_do_no_harm(text: str) -> None:
    assert "static-pod-references-object" not in found(STRICT, "kubelet.d/a.yaml", text)


def test_a_pod_without_a_spec_refers_to_nothing() -> None:
    assert not list(api_references(Pod.model_validate({"metadata": {"name": "web"}})))
