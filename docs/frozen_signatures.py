"""An extension of Griffe: the reference shows frozen values with the parameters that they take.

`podlint.startup.frozen.Frozen` makes ``__init__`` when the program runs, from the annotations.
"""

from __future__ import annotations

from collections.abc import Iterator

import griffe

_BASE = "Frozen"


class FrozenSignatures(griffe.Extension):
    """Gives each subclass of `Frozen` the parameters of its ``__init__``."""

    def on_package(self, *, pkg: griffe.Module, **_: object) -> None:
        """Look through the modules once all of them are read."""
        for cls in list(_classes(pkg)):
            if _is_frozen(cls):
                parameters = griffe.Parameters(griffe.Parameter("self"), *_parameters(cls))
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
    """The annotated attributes, those of the class that is extended first."""
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
