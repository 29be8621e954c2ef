"""The webhook of the cookbook, called over HTTPS by a running API server."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from end_to_end import server as asked

from tests.docs.blocks import ROOT, blocks

pytestmark = pytest.mark.oracle

PAGE = (ROOT / "docs" / "how-to" / "cookbook.md").read_text(encoding="utf-8")
CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations"


def block(start: str) -> str:
    return next(each.text for each in blocks(PAGE) if each.text.startswith(start))


def certificate(folder: Path) -> bytes:
    """Make a key and a certificate for the loopback interface, signed by itself."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=podlint",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return (folder / "cert.pem").read_bytes()


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Run the application of the page; the port."""
    program = next(each.text for each in blocks(PAGE) if each.title == "webhook.py")
    (folder / "webhook.py").write_text(program, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = block("$ uvicorn").removeprefix("$ uvicorn").strip().replace("8443", str(port))
    running = subprocess.Popen([sys.executable, "-m", "uvicorn", *command.split()], cwd=folder)
    try:
        for _ in range(100):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[asked.Server]:
    """An API server that calls the webhook, with the configuration of the page."""
    found = asked.Server.from_environment()
    if found is None:
        pytest.skip(asked.HOW)
    folder = tmp_path_factory.mktemp("webhook")
    authority = certificate(folder)
    with served(folder) as port:
        configuration = yaml.safe_load(block("apiVersion: admissionregistration"))
        [webhook] = configuration["webhooks"]
        webhook["failurePolicy"] = "Fail"
        webhook["clientConfig"] = {
            "url": f"https://127.0.0.1:{port}/",
            "caBundle": base64.b64encode(authority).decode(),
        }
        found.call("POST", CONFIGURATIONS, configuration)
        try:
            time.sleep(2)  # the server reads configurations in the background
            yield found
        finally:
            found.call("DELETE", f"{CONFIGURATIONS}/{configuration['metadata']['name']}")
            found.close()


def pod(port: str, **fields: Any) -> dict[str, Any]:
    web = {
        "name": "web",
        "image": "nginx:1.27",
        "ports": [{"name": "http", "containerPort": 80}],
        "readinessProbe": {"httpGet": {"port": port}},
        **fields,
    }
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "web"},
        "spec": {"containers": [web]},
    }


def test_an_error_is_refused(server: asked.Server) -> None:
    answer = server.ask(pod("metrics"))
    assert answer.status == 403
    assert "podlint.example.com" in answer.message
    assert "undefined-probe-port" in answer.message


def test_an_object_without_errors_is_accepted(server: asked.Server) -> None:
    assert server.ask(pod("http")).accepted


def test_warnings_reach_the_user(server: asked.Server, tmp_path: Path) -> None:
    (tmp_path / "pod.json").write_text(
        json.dumps(pod("http", securityContext={"privileged": True}))
    )
    answer = server.ask(json.loads((tmp_path / "pod.json").read_text()))
    assert answer.accepted
    assert any("privileged-container" in each for each in server.warnings)


def test_workloads_are_seen_as_well(server: asked.Server) -> None:
    labels = {"app": "web"}
    template = {"metadata": {"labels": labels}, "spec": pod("metrics")["spec"]}
    deployment = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "web"},
        "spec": {"selector": {"matchLabels": labels}, "template": template},
    }
    answer = server.ask(deployment)
    assert answer.status == 403
    assert "undefined-probe-port" in answer.message
