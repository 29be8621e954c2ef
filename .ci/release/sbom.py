"""Writes the SBOM, a list of the locked dependencies in CycloneDX's format."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from podlint.version import VERSION

ROOT = Path(__file__).resolve().parents[2]


def write(uv: str, output: Path) -> None:
    """Write the SBOM; the same bytes for the same lock.

    Args:
        uv: The path of uv.
        output: The file.
    """
    command = [
        uv, "export", "--quiet", "--locked", "--no-default-groups", "--format", "cyclonedx1.5",
        "--preview-features", "sbom-export",
    ]  # fmt: skip
    bill = normalized(json.loads(subprocess.check_output(command, cwd=ROOT)))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(bill, indent=2) + "\n", encoding="utf-8")


def normalized(bill: dict[str, Any]) -> dict[str, Any]:
    """The SBOM without its time and its random number, and with podlint's version."""
    made = {key: value for key, value in bill.items() if key != "serialNumber"}
    metadata = {key: value for key, value in bill["metadata"].items() if key != "timestamp"}
    # uv does not know the version, because the build reads it from the code.
    described = {**metadata["component"], "version": VERSION, "purl": f"pkg:pypi/podlint@{VERSION}"}
    return {**made, "metadata": {**metadata, "component": described}}


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
