"""The programs of the cookbook do what the page says, with a server like the one they ask."""

from __future__ import annotations

import asyncio
import json
import os
import runpy
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import ROOT, blocks

PAGE = (ROOT / "docs" / "how-to" / "cookbook.md").read_text(encoding="utf-8")
PROGRAMS = {block.title: block.text for block in blocks(PAGE) if block.title}

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: nginx:1.27
      securityContext: {privileged: true}
      resources: {limits: {memory: 1Gi}, requests: {memory: REQUEST}}
"""


class Forge(HTTPServer):
    """Keeps the comments of one pull request, as GitHub's API does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Comments)
        self.comments: dict[int, str] = {1: "Looks good to me"}
        self.asked: list[tuple[str, str, str | None]] = []


class _Comments(BaseHTTPRequestHandler):
    server: Forge

    def do_GET(self) -> None:
        assert self.path == "/repos/team/shop/issues/7/comments?per_page=100"
        self._answer([{"id": key, "body": body} for key, body in self.server.comments.items()])

    def do_POST(self) -> None:
        assert self.path == "/repos/team/shop/issues/7/comments"
        self._keep(len(self.server.comments) + 1)

    def do_PATCH(self) -> None:
        folder, _, number = self.path.rpartition("/")
        assert folder == "/repos/team/shop/issues/comments"
        self._keep(int(number))

    def _keep(self, number: int) -> None:
        self.server.comments[number] = json.loads(
            self.rfile.read(int(self.headers["Content-Length"]))
        )["body"]
        self._answer({"id": number})

    def _answer(self, data: object) -> None:
        self.server.asked.append((self.command, self.path, self.headers["Authorization"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def forge() -> Iterator[Forge]:
    with Forge() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def comment(forge: Forge, folder: Path, request: str) -> int:
    """Run the bot on a Pod that requests memory; its exit code."""
    (folder / "comment.py").write_text(PROGRAMS["comment.py"])
    (folder / "web.yaml").write_text(POD.replace("REQUEST", request))
    environment = {
        **os.environ,
        "GITHUB_API_URL": f"http://127.0.0.1:{forge.server_port}",
        "GITHUB_REPOSITORY": "team/shop",
        "GITHUB_TOKEN": "t0ken",
        "no_proxy": "127.0.0.1",
    }
    done = subprocess.run(
        [sys.executable, "comment.py", "7", "web.yaml"], cwd=folder, env=environment, check=False
    )
    return done.returncode


def test_the_bot_keeps_one_comment_up_to_date(forge: Forge, tmp_path: Path) -> None:
    assert comment(forge, tmp_path, "2Gi") == 1
    assert "request-above-limit" in forge.comments[2]
    assert comment(forge, tmp_path, "512Mi") == 0
    assert list(forge.comments) == [1, 2]
    assert forge.comments[1] == "Looks good to me"
    assert "request-above-limit" not in forge.comments[2]
    assert "privileged-container" in forge.comments[2]
    assert [method for method, _, _ in forge.asked] == ["GET", "POST", "GET", "PATCH"]
    assert {token for _, _, token in forge.asked} == {"Bearer t0ken"}


def review(pod: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What the webhook of the page answers, over the protocol of ASGI, in two parts."""
    (folder / "webhook.py").write_text(PROGRAMS["webhook.py"])
    app = runpy.run_path(str(folder / "webhook.py"))["app"]
    asked = json.dumps(
        {
            "apiVersion": "admission.k8s.io/v1",
            "kind": "AdmissionReview",
            "request": {"uid": "u-1", "object": pod},
        }
    ).encode()
    parts = [
        {"type": "http.request", "body": asked[:50], "more_body": True},
        {"type": "http.request", "body": asked[50:]},
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return parts.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app({"type": "http"}, receive, send))
    start, body = sent
    assert start["status"] == 200
    answer: dict[str, Any] = json.loads(body["body"])
    assert (answer["apiVersion"], answer["kind"]) == ("admission.k8s.io/v1", "AdmissionReview")
    assert answer["response"]["uid"] == "u-1"
    return answer["response"]


def pod(request: str) -> dict[str, Any]:
    web = {
        "name": "web",
        "image": "nginx:1.27",
        "securityContext": {"privileged": True},
        "resources": {"limits": {"memory": "1Gi"}, "requests": {"memory": request}},
    }
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "web"},
        "spec": {"containers": [web]},
    }


def test_the_webhook_refuses_errors_and_passes_warnings_on(tmp_path: Path) -> None:
    refused = review(pod("2Gi"), tmp_path)
    assert not refused["allowed"]
    assert "request-above-limit" in refused["status"]["message"]
    allowed = review(pod("512Mi"), tmp_path)
    assert allowed["allowed"]
    assert "status" not in allowed
    assert any("privileged-container" in each for each in allowed["warnings"])
