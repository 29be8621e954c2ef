"""Programs that move to the background, so that the main process of the container exits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from podlint.document.shortening import shortened
from podlint.pods.commands.scripts import Command, commands_of
from podlint.pods.commands.words import shell_script
from podlint.startup.lazy_pattern import pattern

__all__ = ["leaves_in_background"]


def _option(pattern: str) -> Callable[[str], bool]:
    found = re.compile(pattern)
    return lambda text: found.search(text) is not None


_DAEMONS: dict[str, Callable[[str], bool]] = {
    "apache2ctl": _option(r"^\S+ (?:-k )?(?:start|restart|graceful)\b(?!.*FOREGROUND)"),
    "apachectl": _option(r"^\S+ (?:-k )?(?:start|restart|graceful)\b(?!.*FOREGROUND)"),
    "catalina.sh": _option(r"^\S+ start$"),
    "cron": _option(r"^(?!.*\s-\w*f)"),
    "crond": _option(r"^(?!.*\s-\w*[fnd])"),
    "mongod": _option(r" --fork\b"),
    "pg_ctl": _option(r" start\b"),
    "pg_ctlcluster": _option(r" start\b(?!.*--foreground)"),
    "redis-server": _option(r" --daemonize yes\b"),
    "service": _option(r"^\S+ \S+ (?:re)?start$"),
    "sshd": _option(r"^(?!.*\s-\w*[DdtT])"),
    "startup.sh": _option(r"^(?=.*(?:tomcat|catalina)).*startup\.sh$"),
    "systemctl": _option(r"^\S+ (?:re)?start "),
}
"""For each program, whether its command line returns while its daemon keeps running."""

_INIT_SCRIPT = pattern(r"^(?:/etc|/usr/local/etc)/(?:init|rc)\.d/\S+ (?:re)?start$")


def leaves_in_background(words: Sequence[str], daemonizes: Sequence[str] = ()) -> str | None:
    """The last command of a command line, if it returns at once and its program keeps running.

    Args:
        words: The command line.
        daemonizes: More programs that move to the background by default.
    """
    commands = commands_of(words)
    if not commands or any(each.program == "wait" for each in commands):
        return None
    last = commands[-1]
    text = " ".join(last.words)
    if last.after == "&" and shell_script(words) is not None:
        return f"{shortened(text)} &"
    if last.nested:
        return None
    if last.program in daemonizes and not _stays(last, words):
        return shortened(text)
    daemon = _DAEMONS.get(last.program)
    return shortened(text) if (daemon and daemon(text)) or _INIT_SCRIPT.search(text) else None


def _stays(command: Command, words: Sequence[str]) -> bool:
    """Whether nginx stays in the foreground, or may do so because of its options."""
    return "daemon off" in " ".join(words) or command.has_option("cgtTvVsh")
