"""Values that are filled in are counted, their defaults are judged, and so is everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint import Config, Report, Unchecked, lint_objects, lint_paths, lint_text

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: %s
  containers:
    - name: app
      image: app:1
      ports:
        - containerPort: %s
      env: [{name: A, value: "1"}, {name: A, value: "2"}]
"""


def unjudged(report: Report) -> list[tuple[int | None, str, str]]:
    return [(each.line, each.field, each.reason) for each in report.unjudged]


@pytest.mark.parametrize(
    "mark", ["%ACCOUNT%", "@ACCOUNT@", "@@ACCOUNT@@", "<ACCOUNT>", "${ACCOUNT}", "'{{ account }}'"]
)
def test_the_rest_of_the_document_is_judged(mark: str) -> None:
    report = lint_text(POD % (mark, 80))
    assert [each.rule for each in report.findings] == ["warned-by-api-server"]
    reason = f"placeholder `{mark.strip(chr(39))}`: its value is unknown"
    assert unjudged(report) == [(6, "spec.serviceAccountName", reason)]
    assert report.count_unchecked() == {Unchecked.PLACEHOLDER: 1}


def test_what_comes_before_and_after_stays_where_it_is() -> None:
    text = POD % ("@@ACCOUNT@@", "70000")
    (port,) = (each for each in lint_text(text).findings if each.field.endswith("containerPort"))
    assert port.location.span is not None
    line = text.splitlines()[port.location.span.start_line - 1]
    assert line[port.location.span.start_column - 1 :].startswith("70000")
    assert "\ue000" not in f"{lint_text(text)}"


@pytest.mark.parametrize("mark", ["${PORT}", "<PORT>", "'@PORT@'", "{PORT}", "${PORT:-8080}"])
def test_a_number_may_be_one(mark: str) -> None:
    report = lint_text(POD % ("web", mark))
    assert [each.rule for each in report.findings] == ["warned-by-api-server"]
    assert [each.field for each in report.unjudged] == ["spec.containers[0].ports[0].containerPort"]


@pytest.mark.parametrize("form", ["${PORT:-%s}", "${PORT:=%s}", "${PORT-%s}"])
def test_a_default_is_judged(form: str) -> None:
    found = lint_text(POD % ("web", form % "70000"))
    assert "invalid-port-number" in {each.rule for each in found.findings}
    assert unjudged(found)[0][2].endswith("only its default is checked")
    assert all(each.fix is None for each in found.findings if each.rule == "invalid-port-number")
    # Quotes stay when the text is replaced: it is no number then.
    assert "wrong-type" in {
        each.rule for each in lint_text(POD % ("web", f'"{form % "80"}"')).findings
    }


def test_a_missing_value_is_not_said_to_be_missing() -> None:
    text = (POD % ("web", 80)) + "      resources:\n        limits:\n          memory: %s\n"
    strict = Config(profile="strict")
    found = lint_text(text % "${MEMORY}", config=strict).findings
    assert "missing-memory-limit" not in {each.rule for each in found}
    found = lint_text(text.replace("memory", "cpu") % "1", config=strict).findings
    assert "missing-memory-limit" in {each.rule for each in found}


def test_commands_variables_and_probes_hold_what_they_like() -> None:
    text = (POD % ("web", 80)) + (
        "      command: ['${X}']\n"
        "      livenessProbe: {httpGet: {path: '${X}', port: 80}}\n"
        "      volumeMounts: []\n"
    )
    assert lint_text(text.replace('value: "1"', 'value: "${X}"')).unjudged == ()


def test_a_part_of_a_name_or_image_may_be_one() -> None:
    text = (POD % ("web", 80)).replace("app:1", "example.com/app:${TAG}")
    report = lint_text(text.replace("name: web", "name: web-${ENV}"))
    assert [each.rule for each in report.findings] == ["warned-by-api-server"]
    fields = ["metadata.name", "spec.containers[0].image"]
    assert [each.field for each in report.unjudged] == fields


def test_objects_without_text_have_them_too() -> None:
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "${NAME}"},
        "spec": {
            "containers": [{"name": "app", "image": "app:1", "ports": [{"containerPort": "<P>"}]}]
        },
    }
    report = lint_objects([pod])
    assert report.findings == ()
    assert [each.line for each in report.unjudged] == [None, None]


def test_a_secret_default_is_not_shown() -> None:
    token = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
    report = lint_text(POD % (f"${{TOKEN:-{token}}}", 80))
    assert token not in str(report.unjudged)


FLUX = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps}
spec:
  path: ./apps
  postBuild: {substituteFrom: [{kind: ConfigMap, name: settings}]}
"""


@pytest.mark.parametrize("by", ["flux", "setting", "nothing"])
def test_longer_values_only_where_something_replaces_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "apps").mkdir()
    text = (POD % ("web", 80)).replace('"2"', '"--x=${VALUE}"')
    (tmp_path / "apps/web.yaml").write_text(text)
    if by == "flux":
        (tmp_path / "flux.yaml").write_text(FLUX)
    config = Config(placeholders=["apps/"] if by == "setting" else [])
    fields = [each.field for each in lint_paths(["apps"], config=config).unjudged]
    assert fields == ([] if by == "nothing" else ["spec.containers[0].env[1].value"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kustomize.toolkit.fluxcd.io/v1", "example.com/v1"),
        ("substituteFrom: [{kind: ConfigMap, name: settings}]", "substituteFrom: []"),
        ("./apps", "[apps]"),
        ("path: ./apps", "path: ./other"),
        ("{substituteFrom: [{kind: ConfigMap, name: settings}]}", "none"),
    ],
)
def test_other_objects_replace_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "apps").mkdir()
    text = (POD % ("web", 80)).replace('"2"', '"--x=${VALUE}"')
    (tmp_path / "apps/web.yaml").write_text(text)
    assert old in FLUX
    (tmp_path / "flux.yaml").write_text(FLUX.replace(old, new))
    assert lint_paths(["apps"]).unjudged == ()


def test_a_default_that_is_no_json_is_text() -> None:
    found = lint_text(POD % ("web", "${PORT:-.inf}")).findings
    assert "wrong-type" in {each.rule for each in found}
