"""What ``podlint init`` sees in a repository, and the settings that it writes from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podlint.cli.adoption.settings_text import settings_text
from podlint.cli.adoption.survey import Survey, survey
from podlint.cli.adoption.versions import Evidence
from podlint.config.config import parse_config
from podlint.document import load
from podlint.reading.inputs import Inputs
from tests.cli.repositories import write

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {containers: []}\n"

CLUSTERS = {
    "eksctl": "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  version: '1.33'\n",
    "cluster API": (
        "apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nspec:\n  topology:\n"
        "    version: v1.33.2\n"
    ),
    "control plane": (
        "apiVersion: controlplane.cluster.x-k8s.io/v1beta1\nkind: KubeadmControlPlane\nspec:\n"
        "  version: v1.33.2\n"
    ),
    "machines": (
        "apiVersion: cluster.x-k8s.io/v1beta1\nkind: MachineDeployment\nspec:\n  template:\n"
        "    spec: {version: v1.33.2}\n"
    ),
    "kops": "apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nspec:\n  kubernetesVersion: 1.33.0\n",
    "kubeadm": (
        "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.33.1\n"
    ),
    "rancher": (
        "apiVersion: provisioning.cattle.io/v1\nkind: Cluster\nspec:\n"
        "  kubernetesVersion: v1.33.5+rke2r1\n"
    ),
    "gardener": (
        "apiVersion: core.gardener.cloud/v1beta1\nkind: Shoot\nspec:\n  kubernetes:\n"
        "    version: '1.33'\n"
    ),
    "k3s upgrades": (
        "apiVersion: upgrade.cattle.io/v1\nkind: Plan\nspec:\n  version: v1.33.4+k3s1\n"
    ),
    "talhelper": "clusterName: home\nkubernetesVersion: v1.33.1\n",
    "talos": "machine:\n  kubelet:\n    image: ghcr.io/siderolabs/kubelet:v1.33.0\n",
}  # fmt: skip


def seen(folder: Path, files: dict[str, str]) -> Survey:
    write(folder, files)
    return survey(folder, Inputs())


@pytest.mark.parametrize("text", CLUSTERS.values(), ids=CLUSTERS)
def test_the_definition_of_a_cluster_names_its_version(text: str, tmp_path: Path) -> None:
    (found,) = seen(tmp_path, {"deep/cluster.yaml": f"# one\n---\n{text}"}).versions
    assert (found.version, found.path, found.is_cluster) == ((1, 33), "deep/cluster.yaml", True)
    line = (tmp_path / "deep/cluster.yaml").read_text().splitlines()[found.line - 1]
    assert "1.33" in line


def test_terraform_names_versions(tmp_path: Path) -> None:
    text = (
        '# cluster_version = "1.20"\nmodule "eks" {\n  cluster_version    = "1.33"\n}\n'
        'resource "x" "y" { min_master_version = "1.32.4-gke.100" }\nversion = "1.19"\n'
    )
    versions = seen(tmp_path, {"main.tf": text}).versions
    assert versions == (Evidence((1, 33), "main.tf", 3), Evidence((1, 32), "main.tf", 5))


def test_a_cluster_for_tests_counts_only_if_there_is_no_other(tmp_path: Path) -> None:
    kind = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n  - image: kindest/node:v1.34.0\n"
    found = seen(tmp_path, {"kind.yaml": kind})
    assert 'kubernetes-version: "1.34"\n' in settings_text(found)
    found = seen(tmp_path, {"cluster.yaml": CLUSTERS["kubeadm"]})
    assert 'as cluster.yaml:3 says.\nkubernetes-version: "1.33"\n' in settings_text(found)


def test_what_is_no_version(tmp_path: Path) -> None:
    files = {
        "a.yaml": "kind: Cluster\napiVersion: kops.k8s.io/v1\nspec: {kubernetesVersion: [1.33]}\n",
        "b.yaml": "kubernetesVersion: latest\n---\nkind: X\nkubernetesVersion: v1.30.0\n---\n- 1\n",
        "c.tf": 'kubernetes_version = var.version\ncluster_version = "1.330"\n',
    }
    assert seen(tmp_path, files).versions == ()


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([(1, 31), (1, 33), (1, 32)], '\nkubernetes-version: "1.31..1.33"\n'),
        ([(1, 33), (1, 33)], '\nkubernetes-version: "1.33"\n'),
        ([(1, 12)], '\n# kubernetes-version: "1.37"\n'),
        ([(1, 12), (1, 33)], '\nkubernetes-version: "1.33"\n'),
        ([], '\n# kubernetes-version: "1.37"\n'),
    ],
)
def test_one_version_or_a_range(versions: list[tuple[int, int]], expected: str) -> None:
    places = tuple(Evidence(each, "a.yaml", line) for line, each in enumerate(versions, 1))
    assert expected in settings_text(Survey(versions=places))


def test_everything_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    found = seen(
        folder,
        {
            "app/kustomization.yaml": "namespace: front\nresources: [pod.yaml]\n",
            "app/pod.yaml": POD,
            "chart/Chart.yaml": "name: chart\n",
            "chart/templates/pod.yaml": "kind: Pod\nmetadata: {name: {{ .Values.name }}}\n",
            "chart/charts/sub/Chart.yaml": "name: sub\n",
            "nodes/etc/kubernetes/manifests/pod.yaml": POD,
            "apps.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\n",
            "flux/flux.yaml": (
                "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
                "metadata: {namespace: flux-system}\n"
            ),
            "flux/gotk-components.yaml": (
                f"---\n# This manifest was generated by flux. DO NOT EDIT.\n{POD}"
            ),
            "third_party/op[er]ator/pod.yaml": POD,
            "namespace.yaml": (
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: locked\n  labels:\n"
                "    pod-security.kubernetes.io/enforce: restricted\n"
            ),
            ".kube-linter.yaml": "checks: {}\n",
            "ignored/pod.yaml": POD,
            ".gitignore": "/ignored/\n",
            ".git/HEAD": "",
        },
    )
    assert (found.files, found.pods) == (4, 4)
    assert found.namespaces == {
        "flux-system": None, "front": None, "locked": "restricted", "shop": None,
    }  # fmt: skip
    assert found.kustomizations == ("app",)
    assert found.charts == ("chart",)
    assert found.static_pods == ("nodes/etc/kubernetes/manifests",)
    assert found.deployers == {"Argo CD Application": 1, "Flux Kustomization": 1}
    assert list(found.vendored) == ["flux/gotk-components.yaml", "third_party/"]
    assert found.other_linters == (".kube-linter.yaml",)
    text = settings_text(found, ".podlint-baseline.json")
    assert parsed(text) == {
        "profile": "recommended",
        "fail-on": "warning",
        "baseline": ".podlint-baseline.json",
        "vendored": ["/flux/gotk-components.yaml", "/third_party/"],
    }
    for said in (
        "4 Pods in 4 files", "locked (restricted)", "1 kustomization builds: app",
        "1 Argo CD Application and 1 Flux Kustomization", "Helm charts: chart.",
        "nodes/etc/kubernetes/manifests/", ".kube-linter.yaml",
    ):  # fmt: skip
        assert said in text.replace("\n# ", " ")


def parsed(text: str) -> object:
    (document,) = load(text)
    assert document.error is None, text
    assert not document.problems
    return document.data


_NAMES = st.text(min_size=1, max_size=12)
_HOSTILE = st.one_of(
    _NAMES, st.sampled_from(["a\nignore: ['*']", "a\rb: c", "\u2028x: y", "*", "#", "!a"])
)


@given(
    st.lists(_HOSTILE, max_size=9), st.lists(_HOSTILE, max_size=9), st.lists(_HOSTILE, max_size=3)
)
@settings(max_examples=200)
def test_no_name_becomes_a_setting(
    namespaces: list[str], paths: list[str], places: list[str]
) -> None:
    found = Survey(
        namespaces={each: each for each in namespaces},
        kustomizations=tuple(paths),
        charts=tuple(paths),
        static_pods=tuple(paths),
        vendored=dict.fromkeys(paths, "why"),
        other_linters=tuple(paths),
        versions=tuple(Evidence((1, 33), each, 1) for each in places),
    )
    data = parsed(settings_text(found))
    assert isinstance(data, dict)
    assert data.keys() <= {"profile", "fail-on", "vendored", "kubernetes-version"}
    data.pop("vendored", None)
    parse_config(data)


def test_a_vendored_name_is_matched_as_it_is(tmp_path: Path) -> None:
    name = "third_party/[a]*?\\b/pod.yaml"
    found = seen(tmp_path, {name: POD, "vendor [x]/vendor/pod.yaml": POD})
    data = parsed(settings_text(found))
    config = parse_config(data).model_copy(update={"root": tmp_path})
    from podlint.reading.path_patterns import PathPatterns

    patterns = PathPatterns(config.vendored, tmp_path)
    assert patterns.match(tmp_path / name)
    assert patterns.match(tmp_path / "vendor [x]/vendor/pod.yaml")
    assert not patterns.match(tmp_path / "vendor x/vendor/pod.yaml")
