"""Leaves out the schemas of custom resources, which are long and which few builds change."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["without_schemas"]

_DEFINITION = "kind: CustomResourceDefinition"
_SCHEMA = "openAPIV3Schema:"
_WORTH_IT = 20_000


def without_schemas(text: str) -> str:
    """The text of a manifest; the lines of the schemas in it are empty.

    A patch that changes a schema then fails. What it changes has to be built with the schema.

    Args:
        text: The text of a file.
    """
    if len(text) < _WORTH_IT or _DEFINITION not in text:
        return text
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    within: int | None = None
    for line in text.split("\n"):
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        if within is not None and content and indent <= within:
            within = None
        if within is not None:
            yield ""
            continue
        yield line
        if content.rstrip() == _SCHEMA:
            within = indent
