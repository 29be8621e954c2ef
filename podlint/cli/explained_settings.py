"""Which settings apply to a file, and where each value comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import Any

from pydantic import BaseModel

from podlint.cli.extended import SettingsFile
from podlint.config.config import Config
from podlint.config.layers import PARTS
from podlint.config.merging import JOINED
from podlint.config.notes import Note
from podlint.config.section import Section
from podlint.config.settings import Settings
from podlint.startup.frozen import Frozen

__all__ = ["ExplainedSetting", "Given", "Layer", "Level", "Origin", "explained", "leaves"]

Path = tuple[str | int, ...]


class Level(Enum):
    """The levels of settings, of which a later one overrides earlier ones."""

    DEFAULT = "default"
    EXTENDED = "extended"
    PROJECT = "project"
    STATIC_PODS = "static Pods"
    PATH = "path"
    OVERLAY = "overlay"
    NAMESPACE = "namespace"
    COMMAND_LINE = "command line"


class Origin(Frozen):
    """Where a value comes from.

    Attributes:
        level: The level.
        file: The configuration file, if any.
        place: Line and column in it, from 1.
        pattern: The pattern of the section with it, if any.
    """

    level: Level
    file: SettingsFile | None = None
    place: tuple[int, int] | None = None
    pattern: str | None = None


class Given(Frozen):
    """A value that some settings give.

    Attributes:
        value: The value, as JSON data; of a list to which settings add, one item.
        origin: Where it comes from.
        applies: Nothing overrides it.
    """

    value: Any
    origin: Origin
    applies: bool


class ExplainedSetting(Frozen):
    """A setting.

    Attributes:
        path: The keys that lead to it, such as ``("severity", "probes/*")``.
        value: The value that applies, as JSON data; None if there is none.
        given: The values that settings give, in order of precedence; only the default if none do.
        locks: The places that lock it.
        is_list: Settings add to it: each value that is given is one item.
    """

    path: tuple[str, ...]
    value: Any
    given: tuple[Given, ...]
    locks: tuple[Origin, ...] = ()
    is_list: bool = False

    @property
    def name(self) -> str:
        """The keys, joined by dots."""
        return ".".join(self.path)


class Layer(Frozen, eq=False):
    """Settings of one place.

    Attributes:
        section: The settings.
        level: The level.
        file: The configuration file, if any.
        root: The keys that lead to the settings in the file.
    """

    section: Section
    level: Level
    file: SettingsFile | None = None
    root: tuple[str, ...] = ()

    def origin(self, path: Path) -> Origin:
        """The origin of a setting in it."""
        place = self.file.locate((*self.root, *path)) if self.file else None
        return Origin(self.level, self.file, place, self.root[-1] if self.root else None)


def explained(
    layers: Sequence[Layer], files: Iterable[SettingsFile], whole: bool
) -> list[ExplainedSetting]:
    """All settings.

    Args:
        layers: The layers that apply; a later one overrides earlier ones.
        files: All configuration files.
        whole: They are for the whole project, whose sections are shown, too.
    """
    found: dict[tuple[str, ...], list[tuple[int, Any, Origin]]] = {}
    for number, layer in enumerate(layers):
        for path, place, value in _written(layer.section, whole):
            found.setdefault(path, []).append((number, value, layer.origin(place)))
    choosing = [n for n, each in enumerate(layers) if _chooses(each.section)]
    last = choosing[-1] if choosing else -1
    selects = bool(choosing and layers[last].section.select)
    locks = _locks(files)
    rows = []
    for path, default in leaves(Config):
        for each in [key for key in found if key[: len(path)] == path] or [path]:
            given = _given(each, found.get(each, []), last, selects)
            if not given:
                default_applies = not (each == ("profile",) and selects)
                given = [Given(default, Origin(Level.DEFAULT), default_applies)]
            rows.append(_row(each, given, locks.get(each[0], ()), each in found))
    return rows


def _row(
    path: tuple[str, ...], given: Sequence[Given], locks: tuple[Origin, ...], is_set: bool
) -> ExplainedSetting:
    applying = [each.value for each in given if each.applies]
    is_list = is_set and _is_joined(path)
    value = applying if is_list else (applying[-1] if applying else None)
    return ExplainedSetting(path, value, tuple(given), locks, is_list)


def _given(
    path: tuple[str, ...], values: Sequence[tuple[int, Any, Origin]], last: int, selects: bool
) -> list[Given]:
    """The values of a setting; of the ones that replace each other, only the last one applies."""
    given = []
    for position, (number, value, origin) in enumerate(values):
        applies = _is_joined(path) or position == len(values) - 1
        if path[0] in _CHOICE:
            applies = applies and number >= last and not (path[0] == "profile" and selects)
        given.append(Given(value, origin, applies))
    return given


_CHOICE = frozenset({"profile", "select", "extend-select", "ignore"})
"""What a later ``select`` or ``profile`` replaces."""

_LISTS = frozenset(
    {"extend-select", "extends", "ignore", *(each.replace("_", "-") for each in JOINED)}
) | {"namespaces", "runtime-classes"}  # fmt: skip


def _is_joined(path: tuple[str, ...]) -> bool:
    """Whether settings add to a list, instead of replacing it."""
    if path[0] in PARTS:
        return path[-1] in _LISTS and len(path) == 3
    return path[-1] in _LISTS and (len(path) == 1 or path[0] == "pod-security-exemptions")


def _chooses(section: Section) -> bool:
    return bool(section.select) or "profile" in section.model_fields_set


def _locks(files: Iterable[SettingsFile]) -> dict[str, tuple[Origin, ...]]:
    """By the name of a setting, where it is locked."""
    found: dict[str, tuple[Origin, ...]] = {}
    for file in files:
        for index, name in enumerate(file.config.locked):
            origin = Origin(Level.EXTENDED, file, file.locate(("locked", index)))
            found[name] = (*found.get(name, ()), origin)
    return found


def leaves(
    model: type[BaseModel], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """All settings of a model with their defaults: the ones that have no settings inside."""
    for name, info in model.model_fields.items():
        if name in getattr(model, "not_in_files", ()):
            continue
        path = (*above, info.alias or name)
        inside = info.annotation
        if isinstance(inside, type) and issubclass(inside, Settings):
            yield from leaves(inside, path)
        else:
            default = info.get_default(call_default_factory=True, validated_data={})
            yield path, as_json(default)


def _written(section: BaseModel, whole: bool) -> Iterator[tuple[tuple[str, ...], Path, Any]]:
    """What settings say: the setting, its place, and its value as JSON data."""
    for name, info in type(section).model_fields.items():
        if name not in section.model_fields_set or name in getattr(section, "not_in_files", ()):
            continue
        key, value = info.alias or name, getattr(section, name)
        if name in PARTS:
            for pattern, inside in value.items() if whole else ():
                for path, place, each in _written(inside, False):
                    yield (key, pattern, *path), (key, pattern, *place), each
        elif isinstance(value, Settings) and not isinstance(value, Note):
            for path, place, each in _written(value, whole):
                yield (key, *path), (key, *place), each
        else:
            yield from _of_value((key,), (key,), value)


def _of_value(
    path: tuple[str, ...], place: Path, value: Any
) -> Iterator[tuple[tuple[str, ...], Path, Any]]:
    if isinstance(value, dict) and value:
        for key, inside in value.items():
            yield from _of_value((*path, str(key)), (*place, str(key)), inside)
    elif _is_joined(path) and isinstance(value, tuple | list) and value:
        for index, each in enumerate(value):
            yield path, (*place, index), as_json(each)
    else:
        yield path, place, as_json(value)


def as_json(value: Any) -> Any:
    """The value of a setting as JSON data, as it is written in a file."""
    match value:
        case Note():
            return {"text": value.text, "link": value.link} if value.link else value.text
        case BaseModel():
            return {
                value.__class__.model_fields[name].alias or name: as_json(getattr(value, name))
                for name in value.model_fields_set
            }
        case Enum():
            return value.value
        case dict():
            return {str(key): as_json(each) for key, each in value.items()}
        case list() | tuple():
            return [as_json(each) for each in value]
    return value
