"""podlint explain: requests by step, QoS class, start, ends, shut-down, and notes for newcomers.

`golden/explain/web.txt` is what 80 columns of a terminal show; `pytest --update` rewrites it.
"""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from podlint.cli import run
from podlint.explain import PodExplanation, explain_text, html, text
from podlint.explain import json as as_json

GOLDEN = Path(__file__).parent / "golden" / "explain"
WEB = (GOLDEN / "web.yaml").read_text(encoding="utf-8")


def explained(source: str = WEB) -> PodExplanation:
    (pod,) = explain_text(source, name="web.yaml").pods
    return pod


def data(source: str = WEB) -> dict[str, Any]:
    (pod,) = as_json.as_data([explain_text(source, name="web.yaml")])["pods"]
    found: dict[str, Any] = json.loads(json.dumps(pod))
    return found


def page(source: str = WEB) -> str:
    return html.render([explain_text(source, name="web.yaml")])


def pod(spec: str) -> str:
    return f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {spec}\n"


def test_the_text_fits_80_columns(request: pytest.FixtureRequest) -> None:
    written = text.render([explain_text(WEB, name="web.yaml")], width=80)
    if request.config.getoption("update"):
        (GOLDEN / "web.txt").write_text(written, encoding="utf-8")
    assert written == (GOLDEN / "web.txt").read_text(encoding="utf-8")
    assert max(map(len, written.splitlines())) <= 80


def test_requests_by_step_as_data() -> None:
    found = data()["resources"]
    assert found["requests"] == {"cpu": "4100m", "memory": "1088Mi"}
    assert found["scheduled"] == {"cpu": 4100, "memory": 1088 * 2**20}
    assert [each["container"] for each in found["steps"]] == ["proxy", "migrate", None]
    assert found["steps"][1] == {
        "container": "migrate",
        "beside": ["proxy"],
        "requests": {"cpu": "4100m", "memory": "576Mi"},
        "limits": {"memory": "576Mi"},
    }
    assert found["decided_by"] == {"cpu": "init migrate", "memory": "running"}
    assert found["start_up_only"] == {"cpu": "3600m"}


def test_the_life_as_data() -> None:
    found = data()["life"]
    proxy, migrate, app, logs = found["containers"]
    assert (proxy["gate"], proxy["killed_unless_up"]) == ("startup probe", [61, 63])
    assert (migrate["begins"], migrate["ready"], migrate["after_failure"]) == ([2, None], None, "restarted")  # fmt: skip
    assert (app["ready"], app["hung_is_gone"]) == ([7, None], [31, 76])
    assert (logs["after_success"], found["phases"], found["gone"]) == ("restarted", [], 47)
    assert [each["name"] for each in found["shut_down"]] == ["app", "logs", "proxy"]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("{containers: [{name: app}]}", "no container asks for cpu or memory"),
        ("{containers: [{name: app, resources: {limits: {cpu: 1, memory: 1Gi}}}]}", "every container has limits"),
        ("{containers: [{name: app, resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 500m}}}]}", "requests below the limits: app"),
        ("{containers: [{name: app, resources: {requests: {cpu: 1}, limits: {cpu: 1}}}, {name: b}]}", "no limit of memory: app; no limit of cpu and memory: b"),
        ("{resources: {}, containers: [{name: app, resources: {limits: {cpu: 1, memory: 1Gi}}}]}", "name neither cpu nor memory"),
        ("{resources: {requests: {cpu: 1}}, containers: [{name: app}]}", "the Pod as a whole asks for cpu or memory"),
        ("{resources: {limits: {cpu: 1, memory: 1Gi}}, containers: [{name: app}]}", "the Pod as a whole has limits"),
    ],
)  # fmt: skip
def test_the_reason_for_the_class(spec: str, expected: str) -> None:
    assert expected in data(pod(spec))["resources"]["why_qos"]


def test_overhead_and_resources_of_the_pod_have_rows_of_their_own() -> None:
    spec = (
        "{resources: {requests: {cpu: 2}}, overhead: {cpu: 250m}, initContainers: [{name: i}], "
        "containers: [{name: app, resources: {requests: {cpu: 1, memory: 1Gi}}}]}"
    )
    found = text.render([explain_text(pod(spec))])
    rows = [line.split() for line in found.splitlines()]
    assert ["Pod", "as", "a", "whole", "2", "*", "-"] in rows
    assert ["overhead", "250m", "-"] in rows
    assert ["reserved", "on", "the", "node", "2250m", "1Gi"] in rows


def test_a_job_says_which_phase_it_reaches_and_its_deadline() -> None:
    spec = "{restartPolicy: Never, activeDeadlineSeconds: 90, containers: [{name: a}]}"
    found = text.render([explain_text(pod(spec))])
    assert "Last phase: Succeeded or Failed" in found
    assert "the Pod is failed 90 s after its start" in found
    assert "Pause before each restart" not in found


def test_notes_speak_of_what_is_there() -> None:
    said = " ".join(explained().notes)
    for word in ("localhost", "Init containers", "sidecar", "3600m of cpu stay reserved", "45 s"):
        assert word in said
    plain = " ".join(explained(pod("{containers: [{name: a}]}")).notes)
    for word in ("localhost", "Init containers", "sidecar", "stay reserved", "A request is"):
        assert word not in plain
    assert "BestEffort" in plain


def test_notes_are_said_once_for_several_pods() -> None:
    twice = [explain_text(WEB, name="a.yaml"), explain_text(WEB, name="b.yaml")]
    for written in (text.render(twice), html.render(twice)):
        assert written.count("Good to know") == 1


def test_a_file_without_pods() -> None:
    service = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
    assert "no Pod: kind ConfigMap" in page(service)
    assert "<title>no Pods</title>" in page(service)


class Reader(HTMLParser):
    """Notes tags and attributes, and sees that every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [str(value) for name, value in attrs if name in ("src", "href", "action")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_no_other() -> None:
    reader = Reader()
    reader.feed(page())
    assert reader.open == []
    assert reader.links == []
    assert not {"script", "link", "img", "iframe"} & set(reader.tags)
    assert reader.tags.count("svg") == 2
    assert "prefers-color-scheme: dark" in page()
    assert "url(" not in page()


def test_the_page_shows_names_as_they_are() -> None:
    evil = pod('{containers: [{name: "<script>alert(1)</script>", image: "a&b"}]}')
    assert "<script>" not in page(evil)
    assert "&lt;script&gt;" in page(evil)
    assert "a&amp;b" in page(evil)


def test_the_charts_have_a_bar_for_each_step_and_container() -> None:
    drawn = page()
    assert drawn.count('<rect class="decides"') == 2
    assert drawn.count('<rect class="bar"') == 4
    for sort, number in (("sidecar", 1), ("init", 1), ("app", 2)):
        assert drawn.count(f'<rect class="{sort}"') == number


def test_the_command_writes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("web.yaml").write_text(WEB)
    assert run(["explain", "--format", "html", "web.yaml"]) == 0
    assert capsys.readouterr().out == page()


def test_long_names_do_not_break_the_drawings() -> None:
    name = "download-the-training-data-from-the-bucket"
    amounts = (
        "resources: {requests: {cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi, hugepages-2Mi: 2Mi}}"
    )
    spec = f"{{initContainers: [{{name: {name}, {amounts}}}], containers: [{{name: app}}]}}"
    written = text.render([explain_text(pod(spec))], width=80)
    assert max(map(len, written.splitlines())) <= 80
    assert "  init download-the-train…  ████████████████████████████████  1 decides\n" in written
    assert "download-the-training-d…  init  ━━━━━━━━━━━━━━━━━━━│\n" in written
    assert "init download-the-t…<title>" in page(pod(spec))
