"""Calls of podlint's public interface, for type checkers: the marked lines are to be refused."""

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import podlint
from podlint import Config, Severity, lint_file, lint_objects, lint_paths, lint_text
from podlint import lint_txt as misspelt  # refused  # noqa: F401
from podlint.finding.severity import Profile

pod: dict[str, Any] = {}
frozen = MappingProxyType(pod)
paths: Iterable[Path] = []

lint_objects([pod])
lint_objects([pod, None])
lint_objects(each for each in [pod])
lint_objects(pod)  # refused
lint_objects(frozen)  # refused
lint_objects([frozen])  # refused
lint_objects("kind: Pod")  # refused
lint_objects([[pod]])  # refused

lint_paths(["deploy"])
lint_paths(["deploy", Path("web.yaml")], jobs=2)
lint_paths(("deploy", Path("web.yaml")))
lint_paths({"deploy", Path("web.yaml")})
lint_paths({"deploy": 1}.keys())
lint_paths(paths)
lint_paths(Path().glob("*.yaml"))
lint_paths(str(path) for path in paths)
lint_paths("deploy")  # refused
lint_paths(b"deploy")  # refused
lint_paths(Path("deploy"))  # refused
lint_paths(["deploy"], job=2)  # refused

lint_file("web.yaml")
lint_file(["web.yaml"])  # refused
lint_text("kind: Pod")
lint_text(Path("web.yaml"))  # refused
lint_text("kind: Pod", config={"profile": "strict"})  # refused

Config()
Config(profile="strict", fail_on="never", select=["probes/*"], ignore=("missing-command",))
Config(profile=Profile.STRICT, severity={"a": "info", "b": Severity.ERROR})
Config(paths={"legacy/": {"profile": "minimal"}}, kubernetes_version="1.36")
Config(nodes=[{"name": "a", "cpu": 4, "labels": {"disk": "ssd"}}], nodes_complete=True)
Config(custom_resources=[{"group": "a.example", "kind": "B", "pods": ["spec.template"]}])
Config(profile="strickt")  # refused
Config(profil="strict")  # refused
Config(fail_on="nothing")  # refused
Config(ignore="missing-command")  # refused
Config(severity={"missing-command": "eror"})  # refused
Config(paths=["legacy/"])  # refused
Config.model_validate({}).profil  # refused  # noqa: B018

worst: Severity = max(Severity.ERROR, Severity.WARNING)
podlint.lint_txt("")  # refused
podlint.Confg()  # refused
podlint.__version__.upper()
