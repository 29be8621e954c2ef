"""The setting ``extends``: configurations whose settings another one starts from."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from podlint.config.settings import shown

__all__ = ["Extends"]


def _as_list(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


def _local(name: str) -> str:
    if "://" in name:
        message = (
            f"podlint reads no configuration from the network: {shown(name)}; install a package "
            "with the file, and name it as package:file"
        )
        raise ValueError(message)
    return name


Extends = Annotated[
    tuple[Annotated[str, AfterValidator(_local)], ...],
    BeforeValidator(_as_list, json_schema_input_type=str | tuple[str, ...]),
]
"""Files, or files of installed packages: ``acme_podlint:podlint.yaml``."""
