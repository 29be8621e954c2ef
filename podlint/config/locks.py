"""Settings that a configuration locks: the ones that extend it must not weaken them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from podlint.config.config import Config
from podlint.config.layers import sections_of
from podlint.config.settings import Settings
from podlint.startup.frozen import Frozen

__all__ = ["RULE_SETTINGS", "Weakened", "lockable", "weakened"]

RULE_SETTINGS = frozenset({"select", "extend-select", "severity", "options"})
"""The settings that are locked rule by rule."""

_FAIL_ON = ("info", "warning", "error", "never")


class Weakened(Frozen):
    """A setting that weakens a locked one.

    Attributes:
        path: The path of the setting.
        change: What it does, in words.
    """

    path: tuple[str | int, ...]
    change: str


def lockable() -> dict[str, str]:
    """The names of all settings of files, each with the name of its field."""
    return {
        info.alias or name: name
        for name, info in Config.model_fields.items()
        if name not in Config.not_in_files
    }


def weakened(setting: str, locked: Config, later: Config) -> Iterator[Weakened]:
    """Where a configuration weakens a setting that another one locks.

    Args:
        setting: The name of the setting; not one of `RULE_SETTINGS`.
        locked: The configuration that locks it, with what it extends.
        later: A configuration that extends it.
    """
    field = lockable()[setting]
    base = getattr(locked, field)
    compare = _COMPARED.get(setting, _difference)
    for root, section in sections_of(later):
        if field in section.model_fields_set:
            for key, change in compare(base, getattr(section, field)):
                yield Weakened((*root, setting, *key), change)
        if setting == "profile" and section.select:
            yield Weakened((*root, "select"), "replaces the profile")


_Changes = Iterator[tuple[tuple[str | int, ...], str]]


def _difference(base: Any, later: Any) -> _Changes:
    """A change of a value, or of the entries that the locked table has."""
    if isinstance(base, Settings) and isinstance(later, Settings):
        base = {name: getattr(base, name) for name in base.model_fields_set}
        later = {name: getattr(later, name) for name in later.model_fields_set}
        for name in base.keys() & later.keys():
            for key, change in _difference(base[name], later[name]):
                yield (name.replace("_", "-"), *key), change
    elif isinstance(base, dict) and isinstance(later, dict) and base:
        for name in base.keys() & later.keys():
            if base[name] != later[name]:
                yield (name,), "must stay as it is"
    elif base != later:
        yield (), "must stay as it is"


def _more(base: tuple[str, ...], later: tuple[str, ...]) -> _Changes:
    for index, each in enumerate(later):
        if each not in base:
            yield (index,), f"adds `{each}`"


def _fewer(base: tuple[str, ...], later: tuple[str, ...]) -> _Changes:
    for each in base:
        if each not in later:
            yield (), f"leaves out `{each}`"


def _profile(base: Any, later: Any) -> _Changes:
    if later.rank < base.rank:
        yield (), f"`{later.value}` is weaker than `{base.value}`"


def _fail_on(base: str, later: str) -> _Changes:
    if _FAIL_ON.index(later) > _FAIL_ON.index(base):
        yield (), f"`{later}` is weaker than `{base}`"


def _pod_security(base: str | None, later: str | None) -> _Changes:
    if base is None or later is None:
        return
    from podlint.pss import Standard
    from podlint.pss.version import parse_version

    ours, theirs = Standard.parse(base), Standard.parse(later)
    if (theirs.rank, parse_version(theirs.version)) < (ours.rank, parse_version(ours.version)):
        yield (), f"`{later}` is weaker than `{base}`"


def _preview(base: bool, later: bool) -> _Changes:
    if base and not later:
        yield (), "must stay true"


def _exemptions(base: Any, later: Any) -> _Changes:
    for name in ("namespaces", "runtime_classes"):
        for key, change in _more(getattr(base, name), getattr(later, name)):
            yield (name.replace("_", "-"), *key), change


def _kinds(base: tuple[Any, ...], later: tuple[Any, ...]) -> _Changes:
    known = {(each.group, each.kind): each for each in base}
    for index, each in enumerate(later):
        if known.get((each.group, each.kind), each) != each:
            yield (index,), "replaces a kind"


def _at_most(base: int | None, later: int | None) -> _Changes:
    if base is not None and (later is None or later > base):
        yield (), f"must be at most {base}"


def _entries(base: tuple[Any, ...], later: tuple[Any, ...]) -> _Changes:
    for index, each in enumerate(later):
        if each not in base:
            yield (index,), "adds a suppression"


def _nothing(_: Any, __: Any) -> _Changes:
    """Nothing weakens a list to which a configuration only adds what is checked more."""
    yield from ()


_COMPARED: Mapping[str, Callable[[Any, Any], _Changes]] = {
    "profile": _profile,
    "fail-on": _fail_on,
    "fail-on-unchecked": _fewer,
    "pod-security": _pod_security,
    "pod-security-exemptions": _exemptions,
    "preview": _preview,
    "custom-resources": _kinds,
    "rules": _nothing,
    "locked": _nothing,
    "extends": _nothing,
    "max-lifetime": _at_most,
    "require-reason": _preview,
    "suppressions": _entries,
    **dict.fromkeys(
        ("ignore", "exclude", "fragments", "generated", "placeholders", "vendored"), _more
    ),
}
"""How a later value is compared with a locked one, by setting."""
