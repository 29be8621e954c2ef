"""Which objects are only parts, and who says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint import Config, lint_objects, lint_paths, lint_text

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: app, image: 'app:1'}]}\n"
PART = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: app
          ports: [{containerPort: 70000}]
"""
WHOLE = {"missing-required-field", "missing-image", "invalid-port-number"}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(**files: str) -> None:
    for name, text in files.items():
        path = Path(name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def rules(path: str, config: Config | None = None) -> set[str]:
    return {each.rule for each in lint_paths([path], config=config).findings}


def test_what_nothing_calls_a_part_is_whole(repository: Path) -> None:
    write(web=PART)
    assert rules("web.yaml") == WHOLE
    assert {each.rule for each in lint_text(PART).findings} == WHOLE
    data = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {}}
    assert [each.rule for each in lint_objects([data]).findings] == ["missing-required-field"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("web", "# podlint: fragment\n" + PART),
        ("web", PART.replace("- name: app", "- $patch: merge\n          name: app")),
        ("patches__web", PART),
        ("web-patch", PART),
        ("kubeadm__patch_web", PART),
        ("overlays__production__web", PART),
        ("telemetry__overlays__web", PART),
        ("test__deployment-override", PART),
    ],
)
def test_of_a_part_only_what_it_says_is_judged(name: str, text: str, repository: Path) -> None:
    write(**{name: text})
    assert rules(".") == {"invalid-port-number"}


@pytest.mark.parametrize("name", ["dispatcher", "patchwork", "overlaying", "overrider", "web"])
def test_not_every_name_is_one_of_a_patch(name: str, repository: Path) -> None:
    write(**{name: PART})
    assert rules(".") == WHOLE


def test_a_setting_may_call_files_parts(repository: Path) -> None:
    write(hack__web=PART)
    assert rules(".", Config(fragments=["/hack/"])) == {"invalid-port-number"}
    assert rules(".", Config(fragments=["/other/"])) == WHOLE


@pytest.mark.parametrize("folder", ["patches", "overlays"])
def test_a_whole_object_is_one_whatever_its_path(folder: str, repository: Path) -> None:
    mount = "volumeMounts: [{name: v, mountPath: /v}], image"
    write(**{f"{folder}__web": POD.replace("image", mount)})
    assert rules(".") == {"undefined-volume"}


def test_a_kustomization_decides_from_wherever_it_lies(repository: Path) -> None:
    write(parts__web=PART, overlay__kustomization="patches: [{path: ../parts/web.yaml}]\n")
    assert rules("parts") == {"invalid-port-number"}
    write(overlay__kustomization="resources: [../parts/web.yaml]\n")
    assert rules("parts") == WHOLE


def test_what_no_kustomization_takes_in_is_told_once(repository: Path) -> None:
    write(parts__web=PART, base__kustomization="resources: [pod.yaml]\n", base__pod=POD)
    assert rules(".") == {"incomplete-object", "invalid-port-number"}
    (finding,) = (each for each in lint_paths(["."]).findings if each.rule == "incomplete-object")
    assert finding.severity == "warning"
    assert "container `app` has no image" in finding.message


def test_labels_that_a_kustomization_adds_are_not_missing(repository: Path) -> None:
    bare = PART.replace(
        "- name: app\n          ports: [{containerPort: 70000}]", "- {name: app, image: a}"
    )
    write(base__web=bare, base__kustomization="resources: [web.yaml]\ncommonLabels: {app: web}\n")
    assert rules(".") == set()
    write(base__kustomization="resources: [web.yaml]\n")
    assert rules(".") == {"missing-required-field"}
    write(
        overlay__kustomization="resources: [../base]\nlabels: [{pairs: {a: b}, includeSelectors: true}]\n"
    )
    assert rules("base") == set()


@pytest.mark.parametrize("name", ["00-assert", "02-errors", "assert", "web-assert", "assert-web"])
def test_assertions_are_not_judged_and_define_nothing(name: str, repository: Path) -> None:
    write(**{f"test__{name}": PART})
    report = lint_paths(["."])
    assert report.findings == ()
    assert [each.reason for each in report.skipped] == [
        "test assertion: never applied to a cluster"
    ]


def test_an_assertion_of_chainsaw_shows_by_its_keys(repository: Path) -> None:
    text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {(replicas >= `1`): true}\n"
    assert lint_text(text).findings == ()
    assert lint_text(text.replace("(replicas >= `1`)", "replicas")).findings


@pytest.mark.parametrize("name", ["errors-page", "custom-errors", "asserter"])
def test_not_every_name_is_one_of_an_assertion(name: str, repository: Path) -> None:
    write(**{name: PART})
    assert rules(".") == WHOLE
