"""A running API server, asked what it says of objects; nothing of what is asked is created.

Namespaces and classes that an object names are made, so that the server looks at the rest of it:
ask only a cluster that serves no other purpose.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import ssl
import tempfile
import urllib.parse
from pathlib import Path
from typing import Any, NamedTuple

from podlint.document import load

VARIABLE = "DRY_RUN_KUBECONFIG"
"""The environment variable that names the kubeconfig of the cluster."""

HOW = (
    f"set {VARIABLE} to the kubeconfig of a cluster of Kubernetes 1.36 that serves no other "
    "purpose: a kube-apiserver with etcd is enough, without nodes and without the admission plugin "
    "ServiceAccount"
)

_CONFLICT = 409
_UNSUPPORTED = (404, 405)


class Cause(NamedTuple):
    """One reason of a refusal: the server's name for its sort, the field, and the words."""

    reason: str
    field: str
    message: str


class Answer(NamedTuple):
    """What the server says about an object.

    Attributes:
        status: The HTTP status; 0 where the object cannot be sent, as nothing serves its kind.
        message: All that it says.
        causes: The reasons of a refusal, where it lists them.
        supplied: What had to be made before it looked at the object.
    """

    status: int
    message: str = ""
    causes: tuple[Cause, ...] = ()
    supplied: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the object could be created, but for its name being taken."""
        return self.status in (200, 201, 202, _CONFLICT)


class Resource(NamedTuple):
    """How a kind is addressed."""

    path: str
    name: str
    namespaced: bool


class Server:
    """An API server.

    Attributes:
        version: The version of Kubernetes, such as ``1.36``.
        resources: How each kind is addressed, by apiVersion and kind.
        groups: The API groups that it has.
        warnings: What the server warned of in its last answer.
    """

    def __init__(self, kubeconfig: Path) -> None:
        """Connect to the server of a kubeconfig's current context.

        Raises:
            OSError: The file or the server cannot be reached.
            KeyError: The file lacks something.
        """
        self._url, self._headers, self._tls = _connection(kubeconfig)
        self._connection: http.client.HTTPConnection | None = None
        self.warnings: list[str] = []
        version = self._get("/version")
        self.version = f"{version['major']}.{version['minor'].rstrip('+')}"
        self.resources = self._discover()
        self.groups = {version.rpartition("/")[0] for version, _ in self.resources}
        self._namespaces = {"default", "kube-system", "kube-public", "kube-node-lease"}

    @classmethod
    def from_environment(cls) -> Server | None:
        """The server that the environment names; None without one."""
        path = os.environ.get(VARIABLE)
        return cls(Path(path)) if path else None

    def close(self) -> None:
        """End the connection."""
        if self._connection:
            self._connection.close()

    def ask(self, data: Any, text: str | None = None, media: str = "application/json") -> Answer:
        """What the server says when an object is created, with strict validation of fields.

        Args:
            data: The object.
            text: The same as text, if what only a text has is to be judged, too.
            media: What sort of text.
        """
        resource = self._resource(data)
        if resource is None:
            return Answer(0, "no matches for kind")
        path, supplied = resource.path, list[str]()
        if resource.namespaced:
            metadata = data.get("metadata")
            given = metadata.get("namespace") if isinstance(metadata, dict) else None
            namespace = given if isinstance(given, str) and given else "default"
            if namespace not in self._namespaces and self._make_namespace(namespace):
                self._namespaces.add(namespace)
            path += f"/namespaces/{urllib.parse.quote(namespace, safe='')}"
        path += f"/{resource.name}?dryRun=All&fieldValidation=Strict"
        body = json.dumps(data) if text is None else text
        while True:
            status, said = self._post(path, body, media if text is not None else "application/json")
            lacking = self._supply(said)
            if lacking is None or lacking in supplied:
                return _answer(status, said, tuple(supplied))
            supplied.append(lacking)

    def call(self, method: str, path: str, data: object = None) -> None:
        """Change something in the cluster.

        Raises:
            OSError: The server refuses it.
        """
        body = None if data is None else json.dumps(data)
        status, said = self._send(method, path, body, "application/json")
        if status >= http.client.BAD_REQUEST:
            raise OSError(f"{path}: {status} {said}")

    def _resource(self, data: Any) -> Resource | None:
        version, kind = data.get("apiVersion"), data.get("kind")
        if not isinstance(version, str) or not isinstance(kind, str):
            return None
        return self.resources.get((version, kind))

    def _discover(self) -> dict[tuple[str, str], Resource]:
        groups = self._get("/apis")["groups"]
        versions = {each["groupVersion"] for group in groups for each in group["versions"]}
        found = {}
        for version in ("v1", *sorted(versions)):
            path = f"/api/{version}" if version == "v1" else f"/apis/{version}"
            for each in self._get(path)["resources"]:
                if "/" not in each["name"] and "create" in each["verbs"]:
                    resource = Resource(path, each["name"], each["namespaced"])
                    found[version, each["kind"]] = resource
        return found

    def _make_namespace(self, name: str) -> bool:
        body = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
        status, _ = self._post("/api/v1/namespaces", json.dumps(body), "application/json")
        return status in (201, _CONFLICT)

    def _supply(self, said: dict[str, Any]) -> str | None:
        """Make the class that a refusal misses; None where it misses none."""
        message = str(said.get("message", ""))
        for pattern, path, body in _CLASSES:
            if found := re.search(pattern, message):
                name = found[1]
                obj = {**body, "metadata": {"name": name}}
                status, _ = self._post(path, json.dumps(obj), "application/json")
                return f"{body['kind']} {name}" if status in (201, _CONFLICT) else None
        return None

    def _get(self, path: str) -> dict[str, Any]:
        status, said = self._send("GET", path, None, "application/json")
        if status != http.client.OK:
            raise OSError(f"{path}: {status} {said}")
        return said

    def _post(self, path: str, body: str, media: str) -> tuple[int, dict[str, Any]]:
        return self._send("POST", path, body, media)

    def _send(
        self, method: str, path: str, body: str | None, media: str
    ) -> tuple[int, dict[str, Any]]:
        for attempt in range(3):
            if self._connection is None:
                self._connection = http.client.HTTPSConnection(
                    self._url.netloc, context=self._tls, timeout=60
                )
            headers = {**self._headers, "Content-Type": media, "Accept": "application/json"}
            encoded = body.encode("utf-8", "surrogatepass") if body is not None else None
            try:
                self._connection.request(method, path, encoded, headers)
                answer = self._connection.getresponse()
                read = answer.read()
                self.warnings = answer.headers.get_all("Warning", [])
            except (http.client.HTTPException, OSError):
                self._connection.close()
                self._connection = None
                if attempt == 2:
                    raise
                continue
            try:
                return answer.status, json.loads(read)
            except ValueError:
                return answer.status, {"message": read.decode(errors="replace")}
        raise AssertionError


_CLASSES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        r"no PriorityClass with name (\S+) was found",
        "/apis/scheduling.k8s.io/v1/priorityclasses",
        {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "value": 0},
    ),
    (
        r'pod rejected: RuntimeClass "([^"]+)" not found',
        "/apis/node.k8s.io/v1/runtimeclasses",
        {"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "handler": "runc"},
    ),
)


def _answer(status: int, said: dict[str, Any], supplied: tuple[str, ...]) -> Answer:
    causes = (said.get("details") or {}).get("causes") or ()
    return Answer(
        status,
        str(said.get("message", "")),
        tuple(Cause(each.get("reason", ""), each.get("field", ""), each["message"]) for each in causes),
        supplied,
    )  # fmt: skip


def _connection(
    kubeconfig: Path,
) -> tuple[urllib.parse.SplitResult, dict[str, str], ssl.SSLContext]:
    config: Any = load(kubeconfig.read_text(encoding="utf-8"))[0].data
    named = {
        sort: {each["name"]: each[sort.removesuffix("s")] for each in config.get(sort) or ()}
        for sort in ("clusters", "contexts", "users")
    }
    context = named["contexts"][config["current-context"]]
    cluster, user = named["clusters"][context["cluster"]], named["users"][context["user"]]
    tls = ssl.create_default_context()
    if cluster.get("insecure-skip-tls-verify"):
        tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    elif authority := _content(cluster, "certificate-authority"):
        tls.load_verify_locations(cadata=authority.decode())
    certificate, key = _content(user, "client-certificate"), _content(user, "client-key")
    if certificate and key:
        with tempfile.NamedTemporaryFile() as file:
            file.write(certificate + b"\n" + key)
            file.flush()
            tls.load_cert_chain(file.name)
    headers = {"Authorization": f"Bearer {user['token']}"} if "token" in user else {}
    return urllib.parse.urlsplit(cluster["server"]), headers, tls


def _content(of: dict[str, str], name: str) -> bytes | None:
    if data := of.get(f"{name}-data"):
        return base64.b64decode(data)
    return Path(of[name]).read_bytes() if name in of else None
