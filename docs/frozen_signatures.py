"""An extension of Griffe: the reference shows classes with the parameters that they take.

`podlint.startup.frozen.Frozen` makes ``__init__`` when the program runs, from the annotations.
Other classes take their parameters from a ``TypedDict``: ``**settings: Unpack[ConfigArguments]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import griffe

_BASE = "Frozen"
_UNPACK = re.compile(r"Unpack\[(\w+)\]")


class FrozenSignatures(griffe.Extension):
    """Gives each subclass of `Frozen`, and each class with an ``Unpack``, its parameters."""

    def on_package(self, *, pkg: griffe.Module, **_: object) -> None:
        """Look through the modules once all of them are read."""
        for cls in list(_classes(pkg)):
            if _is_frozen(cls):
                parameters = griffe.Parameters(griffe.Parameter("self"), *_parameters(cls))
                cls.set_member("__init__", griffe.Function("__init__", parameters=parameters))
            elif named := _unpacked(cls, pkg):
                parameters = griffe.Parameters(griffe.Parameter("self"), *named)
                cls.set_member("__init__", griffe.Function("__init__", parameters=parameters))


def _classes(part: griffe.Object | griffe.Alias) -> Iterator[griffe.Class]:
    for member in part.members.values():
        if member.is_alias:
            continue
        if isinstance(member, griffe.Class):
            yield member
        if member.is_module or member.is_class:
            yield from _classes(member)


def _is_frozen(cls: griffe.Class) -> bool:
    return any(
        base.name == _BASE or (isinstance(base, griffe.Class) and _is_frozen(base))
        for base in cls.resolved_bases
    )


def _parameters(cls: griffe.Class) -> Iterator[griffe.Parameter]:
    """The annotated attributes, starting with the attributes of the extended class."""
    found: dict[str, griffe.Parameter] = {}
    for each in (*(base for base in cls.resolved_bases if base.name != _BASE), cls):
        for name, member in each.members.items():
            if _is_field(member):
                found[name] = griffe.Parameter(
                    name,
                    annotation=member.annotation,
                    kind=griffe.ParameterKind.positional_or_keyword,
                    default=member.value,
                )
    yield from found.values()


def _is_field(member: griffe.Object | griffe.Alias) -> bool:
    return (
        isinstance(member, griffe.Attribute)
        and "instance-attribute" in member.labels
        and not member.name.startswith("_")
    )


def _unpacked(cls: griffe.Class, pkg: griffe.Module) -> list[griffe.Parameter]:
    """The parameters that ``**settings: Unpack[Arguments]`` stands for; empty without it."""
    init = cls.members.get("__init__")
    if not isinstance(init, griffe.Function):
        return []
    found = (_UNPACK.fullmatch(str(each.annotation)) for each in init.parameters)
    name = next((match[1] for match in found if match), None)
    arguments = next((each for each in _classes(pkg) if each.name == name), None)
    return [
        griffe.Parameter(
            field,
            annotation=member.annotation,
            kind=griffe.ParameterKind.keyword_only,
            default="...",
        )
        for field, member in (arguments.members.items() if arguments else ())
        if isinstance(member, griffe.Attribute)
    ]
