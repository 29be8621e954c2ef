"""The writes of a command line whose failure is not meant."""

from __future__ import annotations

from podlint.file_access.file_uses import FileUse, main_uses
from podlint.models import Container
from podlint.pods.commands.words import command_line, shell_script, simple_commands

__all__ = ["writes_of"]

_CHANGING = frozenset(("write", "own", "mode"))


def writes_of(container: Container) -> tuple[FileUse, ...]:
    """The changes to files that a container's command line makes, and that it needs.

    In a plain list of commands, all count unless the script has an alternative for failures
    (``||``); in other scripts, those count whose failure is the failure of the script. A command
    that may have nothing to change, such as ``mkdir -p``, does not count.
    """
    words = command_line(container)
    tolerates = "||" in (shell_script(words) or "")
    plain = not tolerates and simple_commands(words) is not None
    return tuple(
        use
        for use in main_uses(container)
        if use.kind in _CHANGING and not use.tolerant and (plain or use.matters)
    )
