"""The JSON schemas of what podlint reads and writes, for editors and other programs.

`python -m podlint.cli.schemas` writes them into the package; `make schemas` calls it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "SCHEMAS", "SchemaName", "made", "schema_text", "write_schemas"]

FOLDER = Path(__file__).with_name("schemas")
"""The folder of the schemas in the package."""


class SchemaName(StrEnum):
    """The schemas, by what they describe."""

    CONFIGURATION = "configuration"
    REPORT = "report"
    RULE = "rule"


def _configuration() -> dict[str, Any]:
    from podlint.config.schema import config_schema

    return config_schema()


def _report() -> dict[str, Any]:
    from podlint.report.json_schema import report_schema

    return report_schema()


def _rule() -> dict[str, Any]:
    from podlint.rule.declared_schema import schema

    found: dict[str, Any] = json.loads(schema())
    return found


SCHEMAS: dict[SchemaName, Callable[[], dict[str, Any]]] = {
    SchemaName.CONFIGURATION: _configuration,
    SchemaName.REPORT: _report,
    SchemaName.RULE: _rule,
}
"""What makes each schema. A new one needs a name, a function here, and `make schemas`."""


def schema_text(name: SchemaName) -> str:
    """A schema as it is installed; ends with a line break."""
    return _file(name).read_text(encoding="utf-8")


def made(name: SchemaName) -> str:
    """A schema as it is made from the code; ends with a line break."""
    return json.dumps(SCHEMAS[name](), indent=2) + "\n"


def write_schemas() -> None:
    """Write all schemas into the package."""
    FOLDER.mkdir(exist_ok=True)
    for name in SCHEMAS:
        _file(name).write_text(made(name), encoding="utf-8")


def _file(name: SchemaName) -> Path:
    return FOLDER / f"{name.value}.schema.json"


if __name__ == "__main__":
    write_schemas()
