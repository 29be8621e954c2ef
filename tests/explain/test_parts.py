"""podlint explain: requests by step, QoS class, start, ends, shut-down, and notes for newcomers.

`golden/explain/web.txt` is what 80 columns of a terminal show; `pytest --update` rewrites it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from podlint.cli.arguments import run
from podlint.config.config import Config
from podlint.explain import PodExplanation, explain_text, html, text
from podlint.explain import json as as_json
from podlint.explain.amounts import why_quality
from podlint.explain.phases import phase_table

GOLDEN = Path(__file__).parents[1] / "golden" / "explain"
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
    assert max(len(line) for line in written.splitlines() if "securityContext." not in line) <= 80


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
        ("{containers: [{name: app}]}", "no container has a request or limit for CPU or memory"),
        ("{containers: [{name: app, resources: {limits: {cpu: 1, memory: 1Gi}}}]}", "every container has limits for CPU and memory"),
        ("{containers: [{name: app, resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 500m}}}]}", "requests below the limits in app"),
        ("{containers: [{name: app, resources: {requests: {cpu: 1}, limits: {cpu: 1}}}, {name: b}]}", "no memory limit in app; no CPU or memory limit in b"),
        ("{resources: {}, containers: [{name: app, resources: {limits: {cpu: 1, memory: 1Gi}}}]}", "every container has limits for CPU and memory"),
        ("{resources: {requests: {cpu: 1}}, containers: [{name: app}]}", "Pod-level resources are set, but"),
        ("{resources: {limits: {cpu: 1, memory: 1Gi}}, containers: [{name: app}]}", "Pod-level limits for CPU and memory are equal"),
    ],
)  # fmt: skip
def test_the_reason_for_the_class(spec: str, expected: str) -> None:
    assert expected in data(pod(spec))["resources"]["why_qos"]


def test_the_class_is_that_of_the_version() -> None:
    text = pod(
        "{resources: {}, containers: [{name: a, resources: {limits: {cpu: 1, memory: 1Gi}}}]}"
    )
    config = Config(kubernetes_version="1.31..1.36")
    (found,) = explain_text(text, config=config).pods
    assert found.resources.qos == "BestEffort"
    assert "set neither CPU nor memory" in why_quality(found.resources, found.own_resources)


def test_the_overhead_of_the_runtime_class_is_counted() -> None:
    kata = (
        "apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: kata}\nhandler: kata\n"
        "overhead: {podFixed: {cpu: 250m}}\n---\n"
    )
    asks = "runtimeClassName: kata, containers: [{name: a, resources: {requests: {cpu: 1}}}]"
    assert data(kata + pod(f"{{{asks}}}"))["resources"]["requests"] == {"cpu": "1250m"}
    own = pod(f"{{overhead: {{cpu: 500m}}, {asks}}}")
    assert data(kata + own)["resources"]["requests"] == {"cpu": "1500m"}
    assert data(pod(f"{{{asks}}}"))["resources"]["requests"] == {"cpu": "1"}


def test_overhead_and_resources_of_the_pod_have_rows_of_their_own() -> None:
    spec = (
        "{resources: {requests: {cpu: 2}}, overhead: {cpu: 250m}, initContainers: [{name: i}], "
        "containers: [{name: app, resources: {requests: {cpu: 1, memory: 1Gi}}}]}"
    )
    found = text.render([explain_text(pod(spec))])
    rows = [line.split() for line in found.splitlines()]
    assert ["Pod-level", "requests", "2", "*", "1Gi", "*"] in rows
    assert ["overhead", "of", "the", "RuntimeClass", "250m", "-"] in rows
    assert ["reserved", "on", "the", "node", "2250m", "1Gi"] in rows


def test_a_job_says_which_phase_it_reaches_and_its_deadline() -> None:
    spec = "{restartPolicy: Never, activeDeadlineSeconds: 90, containers: [{name: a}]}"
    found = text.render([explain_text(pod(spec))])
    assert "The Pod ends in phase Succeeded or Failed." in found
    assert "The Pod fails 90 s after its start (activeDeadlineSeconds)." in found
    assert "Delays before a container restarts" not in found


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "{containers: [{name: a, image: a:1}, {name: b, image: b:1}]}",
            [
                ("Pending", "Pending, ContainerCreating", "the node has prepared volumes and images and a container runs"),
                ("Running", "Running, READY 0/2 to 2/2, CrashLoopBackOff before a restart", "the Pod is deleted or evicted"),
            ],
        ),
        (
            "{restartPolicy: Never, initContainers: [{name: i, image: i:1}], containers: [{name: a, image: a:1}]}",
            [
                ("Pending", "Pending, Init:0/1, PodInitializing", "the node has prepared volumes and images, the init containers have completed and a container runs"),
                ("Running", "Running, READY 0/1 to 1/1", "the app containers have ended and do not restart"),
                ("Succeeded", "Completed", "the Pod is deleted"),
                ("Failed", "Error or Init:Error", "the Pod is deleted"),
            ],
        ),
        (
            "{restartPolicy: OnFailure, initContainers: [{name: s, image: s:1, restartPolicy: Always}, {name: i, image: i:1}, {name: j, image: j:1}], containers: [{name: a, image: a:1}]}",
            [
                ("Pending", "Pending, Init:0/3 to Init:2/3, PodInitializing", "the node has prepared volumes and images, the init containers have completed, the sidecars have started and a container runs"),
                ("Running", "Running, READY 0/2 to 2/2, CrashLoopBackOff before a restart", "the app containers have ended and do not restart"),
                ("Succeeded", "Completed", "the Pod is deleted"),
            ],
        ),
    ],
)  # fmt: skip
def test_the_phases_of_a_pod(spec: str, expected: list[tuple[str, str, str]]) -> None:
    assert list(phase_table(explained(pod(spec)).life)) == expected
    written = html.render([explain_text(pod(spec))])
    assert all(f"{cell}</t" in written for row in expected for cell in row)


CIRCLE = pod(
    "{initContainers: [{name: first, image: a}, {name: proxy, image: b, restartPolicy: Always, "
    "startupProbe: {exec: {command: [curl, -f, 'http://localhost:8080']}}}, {name: late, image: "
    "c}], containers: [{name: app, image: d, ports: [{containerPort: 8080}]}]}"
)


def test_a_pod_whose_containers_wait_for_each_other_never_starts() -> None:
    said = text.render([explain_text(CIRCLE)], width=100)
    assert "Containers wait for each other: proxy → app → proxy\n" in said
    assert "The Pod never starts: proxy waits for app, which starts only after proxy.\n" in said
    (drawing,) = (part for part in said.split("\n\n") if part.startswith("Start order"))
    crossed = {line.split()[0] for line in drawing.splitlines() if "✗" in line}
    assert crossed == {"late", "app", "━│"}
    rows = [line.split() for line in said.splitlines() if line.startswith(("late ", "app "))]
    assert sum("never" in row for row in rows) == 2
    assert [row[0] for row in phase_table(explained(CIRCLE).life)] == ["Pending"]


def test_the_page_and_the_data_show_who_waits_for_whom() -> None:
    shown = html.render([explain_text(CIRCLE)])
    assert "wait for each other: proxy &#8594; app &#8594; proxy</p>" in shown
    assert shown.count('class="never"') == 2
    assert 'class="swatch never"' in shown
    assert data(CIRCLE)["life"]["circle"] == ["proxy", "app", "proxy"]
    assert data()["life"]["circle"] == []
    assert 'class="never"' not in page()


def test_notes_speak_of_what_is_there() -> None:
    said = " ".join(explained().notes)
    for word in ("localhost", "Init containers", "sidecar", "3600m of cpu stay reserved", "45 s"):
        assert word in said
    plain = " ".join(explained(pod("{containers: [{name: a, image: a:1}]}")).notes)
    for word in ("localhost", "Init containers", "sidecar", "stay reserved", "A request is what"):
        assert word not in plain
    assert "BestEffort" in plain


def test_notes_are_said_once_for_several_pods() -> None:
    twice = [explain_text(WEB, name="a.yaml"), explain_text(WEB, name="b.yaml")]
    for written in (text.render(twice), html.render(twice)):
        assert written.count("Good to know") == 1


def test_a_file_without_pods() -> None:
    widget = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\n"
    assert "unknown kind: Widget (example.com)" in page(widget)
    assert "<title>No Pods - podlint explain</title>" in page(widget)


def test_the_page_shows_names_as_they_are() -> None:
    evil = pod('{containers: [{name: "<script>alert(1)</script>", image: "a&b"}]}')
    assert "<script>" not in page(evil)
    assert "&lt;script&gt;" in page(evil)
    assert "a&amp;b" in page(evil)


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
        "resources: {requests: {cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi, hugepages-2Mi: 2Mi}, "
        "limits: {hugepages-2Mi: 2Mi}}"
    )
    app = "{name: app, image: app:1, resources: {requests: {cpu: 500m, memory: 1Mi}}}"
    spec = f"{{initContainers: [{{name: {name}, image: i:1, {amounts}}}], containers: [{app}]}}"
    written = text.render([explain_text(pod(spec))], width=80)
    assert max(map(len, written.splitlines())) <= 80
    assert "  init container download-the-t…  ██████████████████████████████  1 *\n" in written
    assert "download-the-training-d…  init container  ━━━━━━━━━━━━━━━━━│\n" in written
    assert ">init container download-the-training-&#8230;</text>" in page(pod(spec))


@pytest.mark.parametrize("width", [40, 50, 60])
def test_narrow_terminals_cut_no_amount_and_no_time(width: int) -> None:
    amounts = "resources: {requests: {cpu: 1250m, ephemeral-storage: 123456789Ki}}"
    probe = "livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 123, failureThreshold: 1000}"
    spec = (
        f"{{initContainers: [{{name: wait-for-the-database, {amounts}}}], "
        f"containers: [{{name: application-server, {amounts}, {probe}}}]}}"
    )
    written = text.render([explain_text(pod(spec))], width=width)
    lines = [line for line in written.splitlines() if "securityContext." not in line]
    assert max(map(len, lines)) <= width
    assert sum("123456789Ki" in line for line in lines) >= 4
    assert sum("123456789Ki" in line for line in lines if "█" in line) == 2
    assert "application-server" in written


@pytest.mark.parametrize(("policy", "end"), [("Never", "│"), ("OnFailure", "│"), ("Always", "▶")])
def test_containers_that_run_to_completion_are_drawn_so(policy: str, end: str) -> None:
    spec = (
        f"{{restartPolicy: {policy}, initContainers: [{{name: proxy, image: p:1, "
        "restartPolicy: Always}], containers: [{name: work, image: w:1}]}"
    )
    lines = text.render([explain_text(pod(spec))]).splitlines()
    (drawn,) = [line for line in lines if line.startswith("work ") and "━" in line]
    assert drawn.endswith(f"━{end}")
    assert any(line.startswith("proxy ") and line.endswith("━▶") for line in lines)
    does = "runs to completion" if end == "│" else "keeps running"
    assert f"app container: {does}" in page(pod(spec))


def test_a_resource_that_one_step_only_asks_for_needs_no_bars() -> None:
    spec = "{initContainers: [{name: i}], containers: [{name: a, resources: {requests: {cpu: 1}}}]}"
    written = text.render([explain_text(pod(spec))])
    assert "█" not in written
    assert ["running", "Pod", "1", "*"] in [line.split() for line in written.splitlines()]
    assert written.count("* determines how much is reserved") == 1


def test_times_that_no_container_has_are_left_out() -> None:
    written = text.render([explain_text(pod("{containers: [{name: a, image: a:1}]}"))])
    assert (
        "Container  Starts when     Ready after\na          the Pod starts  immediately\n"
        in written
    )
    assert "\nThe Pod is ready as soon as all containers run, because no probe" in written


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("{initContainers: [{name: i, image: i:1}], containers: [{name: a, image: a:1}]}", "The manifest does not determine when the Pod is ready"),
        ("{containers: [{name: a, image: a:1, lifecycle: {postStart: {sleep: {seconds: 20}}}}]}", "The Pod is ready 20 s after its start, if"),
        ("{containers: [{name: a, image: a:1, readinessProbe: {initialDelaySeconds: 9, tcpSocket: {port: 1}}}]}", "The Pod is ready 9 s after its start at the earliest, if"),
    ],
)  # fmt: skip
def test_when_the_pod_is_ready(spec: str, expected: str) -> None:
    assert expected in text.render([explain_text(pod(spec))])


def test_of_a_part_nothing_is_concluded_that_another_part_may_change() -> None:
    partial = explained(pod("{containers: [{name: a, env: [{name: A, value: b}]}]}"))
    assert partial.partial
    said = " ".join(partial.notes)
    for word in ("BestEffort", "controller", "30 s"):
        assert word not in said
    written = text.render([explain_text(pod("{containers: [{name: a}]}"))])
    assert "QoS class BestEffort (of this part alone): no container has" in written


def test_without_a_grace_period_no_hook_runs() -> None:
    said = " ".join(
        explained(pod("{terminationGracePeriodSeconds: 0, containers: [{name: a, image: a:1}]}")).notes
    )  # fmt: skip
    assert "no preStop hook runs, and its containers are killed 2 s after SIGTERM" in said
    assert "has 0 s" not in said


@pytest.mark.parametrize(
    ("policy", "limit", "expected"),
    [
        ("Never", "", "creates a new Pod after each failure. It gives up after more than 6 failures"),
        ("Always", "", "The API server rejects this Job: its restartPolicy must be OnFailure or Never"),
        ("OnFailure", "backoffLimit: 0, ", "After more than 0 failures (backoffLimit), the Job gives up and deletes the Pod"),
    ],
)  # fmt: skip
def test_the_job_of_a_pod_gives_up_some_time(policy: str, limit: str, expected: str) -> None:
    template = f"{{spec: {{restartPolicy: {policy}, containers: [{{name: a, image: a:1}}]}}}}"
    spec = f"{{{limit}template: {template}}}"
    job = f"apiVersion: batch/v1\nkind: Job\nmetadata: {{name: a}}\nspec: {spec}\n"
    assert expected in " ".join(explained(job).notes)
    cron = (
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\n"
        f"spec: {{schedule: '@daily', jobTemplate: {{spec: {spec}}}}}\n"
    )
    assert expected in " ".join(explained(cron).notes)


def test_a_pod_of_its_own_is_not_replaced() -> None:
    said = explained(pod("{containers: [{name: a, image: a:1}]}")).notes
    assert "nothing replaces it" in said[0]
    assert "nothing replaces it" not in " ".join(explained().notes)


def test_documents_without_pods_are_named_once_for_each_kind() -> None:
    things = "\n---\n".join(
        f"apiVersion: example.com/v1\nkind: {kind}\nmetadata: {{name: a}}"
        for kind in ("Widget", "Gadget", "Widget", "Widget")
    )
    written = text.render([explain_text(things, name="a.yaml")])
    assert written == (
        "a.yaml:1: unknown kind: Widget (example.com) (also lines 9, 13)\n"
        "a.yaml:5: unknown kind: Gadget (example.com)\n"
    )


SHOP = """\
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/enforce-version: v1.30
    pod-security.kubernetes.io/warn: restricted
"""


def test_a_directory_means_every_pod_below_it_and_its_namespaces_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deploy" / "web").mkdir(parents=True)
    shop = WEB.replace("{name: web}", "{name: web, namespace: shop}")
    Path("deploy/web/web.yaml").write_text(shop)
    Path("deploy/web/namespace.yaml").write_text(SHOP)
    Path("deploy/job.json").write_text(
        json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "once"}, "spec": {"containers": []}})
    )  # fmt: skip
    assert run(["explain", "deploy"]) == 0
    written = capsys.readouterr().out
    assert written.index("Pod/once  deploy/job.json:1") < written.index(
        "Deployment/web  deploy/web/web.yaml:8"
    )
    assert "\nNamespace `shop` enforces baseline:v1.30: the Pod meets it.\n" in written
    assert (
        "Namespace `shop` warns about restricted:latest: the API server accepts the Pod with a warning."
        in " ".join(written.split())
    )
    assert run(["explain", "-f", "json", "deploy/web/web.yaml"]) == 0
    (web,) = json.loads(capsys.readouterr().out)["pods"]
    assert web["pod_security"]["namespace"][0] == {
        "namespace": "shop",
        "mode": "enforce",
        "standard": "baseline:v1.30",
        "allowed": True,
    }


def test_what_a_kustomization_patches_is_a_part_if_it_cannot_be_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("web.yaml").write_text(WEB)
    Path("patch.yaml").write_text("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n")
    Path("kustomization.yaml").write_text(
        "resources: [web.yaml, missing.yaml]\n"
        "patches: [{path: patch.yaml, target: {kind: Deployment}}]\n"
    )
    assert run(["explain", "web.yaml"]) == 0
    assert "This is only a part of a Pod." in capsys.readouterr().out


def test_what_a_kustomization_builds_is_explained_at_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("base", "prod", "dev"):
        Path(name).mkdir()
    Path("base/web.yaml").write_text(WEB)
    Path("base/kustomization.yaml").write_text("resources: [web.yaml]\n")
    Path("dev/kustomization.yaml").write_text("resources: [../base]\nnamePrefix: dev-\n")
    Path("prod/kustomization.yaml").write_text(
        "resources: [../base]\nimages: [{name: web, newTag: '9'}]\n"
    )
    assert run(["explain", "base/web.yaml"]) == 0
    out = capsys.readouterr().out
    assert out.count("Deployment/") == 2
    assert "Deployment/dev-web  base/web.yaml:9  (built by dev)" in out
    assert "Deployment/web  base/web.yaml:9  (built by prod)" in out
    assert "part of a Pod" not in out


def test_the_width_of_the_terminal_can_be_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("web.yaml").write_text(WEB)
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["explain", "web.yaml"]) == 0
    assert capsys.readouterr().out == (GOLDEN / "web.txt").read_text(encoding="utf-8")


def test_long_times_are_said_in_minutes() -> None:
    hook = "{preStop: {exec: {command: [drain]}}}"
    spec = f"{{terminationGracePeriodSeconds: 1800, containers: [{{name: a, image: a:1, lifecycle: {hook}}}]}}"
    written = text.render([explain_text(pod(spec))])
    assert "SIGTERM after at most 30 min  2 s to 30 min  after 30 min 2 s" in written
    assert "is killed if it still runs after 30 min" in written


def test_an_object_without_a_kind_is_no_none() -> None:
    source = "apiVersion: v1\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a:1}]}\n"
    listed = json.dumps({"apiVersion": "v1", "kind": "PodList", "items": [{"metadata": {"name": "a"}, "spec": {"containers": []}}]})  # fmt: skip
    for each in (source, listed):
        assert "None" not in text.render([explain_text(each)])


def test_the_page_draws_nothing_where_there_is_nothing_to_compare() -> None:
    spec = "{containers: [{name: a, image: a:1, resources: {requests: {cpu: 1}}}]}"
    assert "<svg" not in page(pod(spec))
