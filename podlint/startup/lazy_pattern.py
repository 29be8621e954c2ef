"""Regular expressions that are compiled when they are first used.

A run on one file needs few of podlint's expressions, and compiling one takes as long as importing a
small module.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["pattern"]

if TYPE_CHECKING:
    pattern = re.compile
else:

    class pattern:  # noqa: N801 - stands for `re.compile`
        """A regular expression that is compiled on first use. Use it instead of `re.compile`."""

        def __init__(self, text: str, flags: re.RegexFlag = re.NOFLAG) -> None:
            self._text = text
            self._flags = flags

        def __getattr__(self, name: str) -> Any:
            """Compile the expression, and store the attribute, so that this function is not called
            again.
            """
            found = self.__dict__[name] = getattr(re.compile(self._text, self._flags), name)
            return found
