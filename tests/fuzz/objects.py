"""Objects with damage: parts of valid ones left out, moved, doubled, or replaced by odd values."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

import seeds
from choices import Choices

Key = str | int

ODD_VALUES: tuple[Any, ...] = (
    None, True, False, "", " ", "true", "null", "0", "-1", "1", 0, 1, -1, -0.0, 0.1, 0.5, 1.5, 2, 3,
    65535, 65536, 2**31 - 1, 2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 10**30,
    1e308, 5e-324, 1e21, "1e400", "1e-400", "9" * 5000, int("9" * 4000), "0.1m", "1m", "1n", "1Ei",
    "9Pi", "8Ei", "-1Gi", "1.5Gi", "12e6", "1e3", "+1", ".5", "5.", "Ki", "100%", "25%", "-1%", "1s",
    [], {}, [None], [{}], [[]], [""], {"": None}, {"a": "b"}, {"name": "a"}, [{"name": "a"}] * 3,
    "a", "A", "a" * 64, "a" * 254, "x" * 70_000, "a.b", "a/b", "/", "a/b/c", "..", "../..", "/..",
    "\x00", "\x1b[31m", "\x9b31m", "\r\n::error::", "a\nb", "\u2028", "\u202e", "\ufeff", "é", "😀",
    "\ud800", "{{ .Values.x }}", "$(A)", "$$(A)", "${A}", "$(", "`", "'", '"', "\\", "<script>",
    "nginx", "nginx:1.2", "nginx@sha256:" + "a" * 64, ":1", "a:5000/b", "a//b:c@d", "localhost/a",
    "sh -c 'sleep 1; exec \"$@\"'", "while true; do :; done", "tail -f /dev/null", "a | b && c || d;",
    "cat <<EOF\nx\nEOF\n", "${a:-$(b `c`)}", "((((((((", "[[ a == b ]] && { c; }", "a\\\nb",
    "Always", "Never", "TCP", "tcp", "HTTP", "ClusterIP", "None", "0644", 420, "0o644", "511", 4755,
    "10.0.0.1", "::1", "fe80::1%eth0", "300.0.0.1", "10.0.0.0/8", "2001-01-01T00:00:00Z", "* * * * *",
    "@daily", "TZ=UTC 0 0 * * *", "*/0 * * * *", "docker.io", "v1", "apps/v1", "apps.kruise.io/v1",
    "a=b", "a in (b,c)", "podlint.dev/ignore", "example.com/gpu", "hugepages-2Mi", "kubernetes.io/a",
    [[[[[[[[[[{}]]]]]]]]]], {"a": {"a": {"a": {"a": {"a": {}}}}}}, ["a", 1, None, {}, []],
)  # fmt: skip


def damaged(choices: Choices) -> dict[str, Any]:
    """One of the seeds' objects, damaged for as long as there are bytes, up to 30 times."""
    made: dict[str, Any] = copy.deepcopy(choices.one_of(seeds.objects()))
    for _ in range(30):
        if not choices.left:
            break
        _damage(made, choices)
    return made


def _damage(made: dict[str, Any], choices: Choices) -> None:
    places = list(_places(made))
    if not places:
        return
    parent, key, name = choices.one_of(places)
    match choices.below(10):
        case 0:
            del parent[key]
        case 1:
            parent[key] = copy.deepcopy(choices.one_of(ODD_VALUES))
        case 2 | 3:  # what stands in the same place of another object
            parent[key] = copy.deepcopy(choices.one_of(_known()[name]))
        case 4 | 5:  # an entry or item that another object has there
            _extend(parent[key], name, choices)
        case 6:
            if isinstance(parent[key], list) and parent[key]:
                parent[key].append(copy.deepcopy(choices.one_of(parent[key])))
        case 7:
            parent[key] = [parent[key]]
        case 8:
            other, there, _ = choices.one_of(places)
            parent[key] = copy.deepcopy(other[there])
        case 9:
            parent[key] = choices.text(40)


def _extend(value: Any, name: str, choices: Choices) -> None:
    other = copy.deepcopy(choices.one_of(_known()[name]))
    if isinstance(value, dict) and isinstance(other, dict) and other:
        key = choices.one_of(list(other))
        value[key] = other[key]
    elif isinstance(value, list) and isinstance(other, list):
        value += other


def _places(value: Any, name: str = "") -> Iterator[tuple[Any, Key, str]]:
    """Where every value stands: what holds it, its key or index there, and what is known of it."""
    for step in list(value) if isinstance(value, dict) else range(len(value)):
        here = str(step) if isinstance(value, dict) else f"{name}[]"
        yield value, step, here
        if isinstance(value[step], dict | list) and value[step]:
            yield from _places(value[step], here)


class _Known(dict[str, list[Any]]):
    """What the seeds write in a place, by the field's name; ``[]`` is added to it for items."""

    def __missing__(self, name: str) -> list[Any]:
        return list(ODD_VALUES)


@cache
def _known() -> _Known:
    found: dict[str, dict[str, Any]] = {}
    for each in seeds.objects():
        for parent, step, name in _places(each):
            found.setdefault(name, {})[repr(parent[step])] = parent[step]
    return _Known({name: list(values.values()) for name, values in found.items()})
