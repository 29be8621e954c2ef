"""What the docstring of a class says about its attributes."""

from __future__ import annotations

import inspect
import re


def attributes_of(cls: type) -> dict[str, str]:
    """By name, the descriptions in the ``Attributes:`` section of a class and those it extends.

    Markdown; a name that both describe is described by the class itself.
    """
    found: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        section = inspect.cleandoc(each.__dict__.get("__doc__") or "").partition("Attributes:\n")[2]
        section = re.split(r"\n(?=\S)", section)[0]
        for entry in re.findall(r"^    (\w+: .*(?:\n(?:     .*|$))*)", section, re.MULTILINE):
            name, _, text = entry.partition(": ")
            found[name] = " ".join(text.replace("``", "`").split())
    return found
