"""What cdk8s generates, checked as text and as objects: python generator.py (see `make e2e`)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

import podlint

PORT, OTHER_PORT = 8080, 8081


def generated(folder: Path, port: int) -> list[dict[str, Any]]:
    """Run the chart; the objects that it writes."""
    subprocess.run(["node", "chart.mjs", folder, str(port)], check=True)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))]
    return [each for text in texts for each in yaml.safe_load_all(text)]


def of_objects(objects: list[dict[str, Any]]) -> list[tuple[str, str]]:
    report = podlint.lint_objects(objects, complete=True)
    assert not report.errors, report.errors
    return sorted((each.rule, each.field) for each in report.counted)


def of_files(folder: Path) -> list[tuple[str, str]]:
    """What the command line reports on the same objects."""
    program = Path(sys.executable).with_name("podlint")
    texts = b"---\n".join(path.read_bytes() for path in sorted(folder.glob("*.yaml")))
    done = subprocess.run(
        [program, "check", "--isolated", "--complete", "--format", "json", "-"],
        input=texts, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return sorted((each["rule"], each["field"]) for each in json.loads(done.stdout)["findings"])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for port in (PORT, OTHER_PORT):
            of_port = Path(folder) / str(port)
            objects = generated(of_port, port)
            assert {each["kind"] for each in objects} == {"Deployment", "Service"}
            found = of_objects(objects)
            assert found == of_files(of_port), (found, of_files(of_port))
            rules = {rule for rule, _ in found}
            assert ("probe-port-not-open" in rules) == (port == OTHER_PORT), found
            print(f"cdk8s, probe of port {port}: {', '.join(sorted(rules)) or 'no problems'}")


if __name__ == "__main__":
    main()
