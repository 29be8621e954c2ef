"""Paths as text: as Kubernetes writes them, as JSON Pointers, and with the names of list items."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from podlint.document import JSON, Path

CONTAINER_LISTS = ("containers", "initContainers", "ephemeralContainers")
"""The fields of a Pod spec with containers."""

_NAMING_KEYS = ("name", "mountPath", "devicePath", "key", "ip", "containerPort", "port")


def field_text(path: Path) -> str:
    """A path as Kubernetes writes it: ``spec.containers[0].image``, ``metadata.labels[a/b]``."""
    return _joined([f"[{key}]" if isinstance(key, int) else key for key in path])


def pointer_text(path: Path) -> str:
    """A path as an RFC 6901 JSON Pointer."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)


def named_text(data: JSON, path: Path) -> str:
    """A path with the names of list items, if they have one: ``spec.containers[app].env[HOST]``."""
    parts = []
    for key in path:
        data = below(data, key)
        if isinstance(key, str):
            parts.append(key)
        else:
            parts.append(f"[{_item_name(data) or key}]")
    return _joined(parts)


def container_name(data: JSON, path: Path) -> str | None:
    """The name of the container on a path, or None."""
    for key, index in itertools.pairwise(path):
        data = below(data, key)
        if key in CONTAINER_LISTS and isinstance(index, int):
            name = below(below(data, index), "name")
            return name if isinstance(name, str) else None
    return None


def below(data: JSON, key: str | int) -> JSON:
    """The value of a key or an item; None if there is none."""
    if isinstance(data, dict) and isinstance(key, str):
        return data.get(key)
    if isinstance(data, list) and isinstance(key, int) and 0 <= key < len(data):
        return data[key]
    return None


def field_names(data: JSON) -> set[str]:
    """The keys of all mappings in some data."""
    names: set[str] = set()
    pending = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            names.update(value)
            below: Iterable[JSON] = value.values()
        else:
            below = value if isinstance(value, list) else ()
        pending.extend(each for each in below if isinstance(each, dict | list))
    return names


def texts_in(data: JSON) -> Iterator[str]:
    """The strings in some data, without the keys of mappings."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | dict):
        for each in data.values() if isinstance(data, dict) else data:
            yield from texts_in(each)


def value_at(data: JSON, path: Path) -> JSON:
    """The value at a path; None if there is none."""
    for key in path:
        data = below(data, key)
    return data


def _item_name(data: JSON) -> str | None:
    if not isinstance(data, dict):
        return None
    return next((str(data[name]) for name in _NAMING_KEYS if name in data), None)


def _joined(parts: list[str]) -> str:
    text = ""
    for part in parts:
        if part.startswith("["):
            text += part
        elif "." in part or "/" in part:
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def replaced(data: Any, path: Path, value: Any) -> Any:
    """The data with another value at a path; only the last step of the path may be new."""
    if not path:
        return value
    step = path[0]
    if isinstance(step, int):
        return [*data[:step], replaced(data[step], path[1:], value), *data[step + 1 :]]
    return {**data, step: replaced(data.get(step), path[1:], value)}
