"""Names of fields in messages: the container first, then the field with its value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from podlint.document import JSON, Path
from podlint.document.field_path import value_at
from podlint.document.shortening import shortened
from podlint.document.visible import printable

__all__ = ["WORDS_OF_KEY", "shorten", "statement"]

_USUAL = 90
_ROOMY = 105
_LONGEST = 120
_LONGEST_VALUE = 40
_SHORTEST_ALONE = 8
"""A field with a longer name is known by its last key alone, if room is short."""
_LONGEST_STEP = 50
_LONGEST_FIELD = 75
_OWNERS = {
    "containers": "container",
    "initContainers": "init container",
    "ephemeralContainers": "ephemeral container",
    "volumes": "volume",
    "env": "variable",
    "volumeClaimTemplates": "claim template",
}
"""Lists whose items a message names, with the word for one item."""
_ITEMS = {**_OWNERS, "claims": "claim", "resourceClaims": "resource claim", "ports": "port"}
_MAPS = {
    "labels": "label",
    "annotations": "annotation",
    "matchLabels": "selector label",
    "nodeSelector": "`nodeSelector` label",
}
WORDS_OF_KEY = ("name part", "prefix part", "a valid label key")
"""The server's details about the key of a map start with these words."""
_WORDS_OF_VALUE = ("a valid label", "must be no more")


class _Owner(NamedTuple):
    end: int
    name: str


def statement(data: JSON, path: Path, detail: str, said: str) -> str | None:
    """The fullest statement of what is wrong at a path that is short enough; None if none is.

    Args:
        data: The document.
        path: The path of the error.
        detail: The server's words, which tell whether the key or the value of a map is wrong.
        said: What is wrong, as a predicate.
    """
    owned, bare = _subjects(data, path, detail)
    tiers = ((owned, _USUAL), (owned, _ROOMY), (bare, _USUAL), (bare, _LONGEST))
    for subjects, most in tiers:
        for subject in subjects:
            text = f"{subject} {said}"
            if len(text) <= most:
                return text
    return None


def _subjects(data: JSON, path: Path, detail: str) -> tuple[list[str], list[str]]:
    """Names of what an error is about, the fullest first: with a container or volume, without."""
    owners = list(_owners(data, path))
    start = owners[-1].end if owners else 0
    value = value_at(data, path)
    things = [_thing(path, path[start:], value, detail)]
    if path and len(str(path[-1])) > _SHORTEST_ALONE:
        things.append(_thing(path, path[-1:], value, detail))
    names = [each.name for each in owners]
    owned = [f"{names[-1]} in {names[0]}: {things[0]}"] if len(names) > 1 else []
    owned += [f"{name}: {thing}" for name in names[:1] for thing in things]
    return owned, things


def shorten(text: str, limit: int = _LONGEST_VALUE) -> str:
    """A text on one line, cut to at most `limit` characters, with unprintable ones as escapes."""
    line = " ".join(text.split()) if "\n" in text else text
    return shortened(printable(line), limit)


def _spell(value: JSON) -> str:
    """A scalar as YAML writes it: in quotes if YAML would read it as another type."""
    if not isinstance(value, str):
        return shorten(str(value).lower() if isinstance(value, bool) else str(value))
    text = shorten(value)
    is_plain = text == text.strip() and not text.isdigit() and text not in ("true", "false")
    return text if is_plain else f'"{text}"'


def _owners(data: JSON, path: Path) -> Iterator[_Owner]:
    for index, (above, step) in enumerate(pairwise(path), 1):
        inside = path[index + 1 :]
        if above in _OWNERS and isinstance(step, int) and inside not in ((), ("name",)):
            item = value_at(data, path[: index + 1])
            fields = item if isinstance(item, dict) else {}
            metadata = fields.get("metadata")
            name = fields.get("name") or (
                metadata.get("name") if isinstance(metadata, dict) else None
            )
            known = isinstance(name, str) and name
            yield _Owner(
                index + 1,
                f"{_OWNERS[above]} `{shorten(str(name), 30)}`" if known else f"`{above}[{step}]`",
            )


def _thing(path: Path, inside: Path, value: JSON, detail: str) -> str:
    if not path:
        return "object"
    *above, last = path
    if above and above[-1] in _MAPS:
        return _in_map(str(above[-1]), str(last), value, detail)
    if path[-3:] == ("template", "metadata", "labels"):
        return "labels of the Pod template"
    if isinstance(last, int):
        name = value.get("name") if isinstance(value, dict) else None
        if above and above[-1] in _ITEMS and isinstance(name, str) and name:
            return f"{_ITEMS[above[-1]]} `{shorten(name)}`"
    if last == "name" and len(above) > 1 and above[-2] in _ITEMS and isinstance(above[-1], int):
        noun = f"{_ITEMS[above[-2]]} name"
        return f"{noun} `{shorten(value)}`" if isinstance(value, str) and value else noun
    if last == "sleep" and isinstance(value, dict) and value:
        inside, value = (*inside, "seconds"), value.get("seconds")
    field = _dotted(inside)
    if isinstance(value, dict | list) or value is None or value == "":
        return f"`{field}`"
    return f"`{field}: {_spell(value)}`"


def _in_map(parent: str, key: str, value: JSON, detail: str) -> str:
    noun = _MAPS[parent]
    if detail.startswith(WORDS_OF_KEY):
        return f"{noun} key `{shorten(key)}`"
    if isinstance(value, str) and detail.startswith(_WORDS_OF_VALUE):
        return f"{noun} `{shorten(key)}: {_spell(value)}`"
    return f"{noun} `{shorten(key)}`"


def _dotted(inside: Path) -> str:
    """The last two keys with their indices: `ports[1].hostPort`, `resources.limits.cpu`."""
    parts: list[str] = []
    for step in inside:
        if isinstance(step, int):
            parts = [*parts[:-1], f"{parts[-1]}[{step}]"] if parts else [f"[{step}]"]
        else:
            parts.append(shorten(step, _LONGEST_STEP))
    most = 3 if parts[-3:-2] == ["resources"] else 2
    return shorten(".".join(parts[-most:]), _LONGEST_FIELD)
