"""The hosts to which clients in a command line connect: ``until nc -z db 5432; do sleep 2; done``.

Only well-known clients are recognized, such as curl, wget, nc, and pg_isready, which take the host
as an argument. The connections of other programs are not in the manifest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podlint.document.numerals import whole_number
from podlint.pods.commands.words import shell_script
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["LOOPBACK", "Connection", "connections_of", "runs_in_background"]

LOOPBACK = frozenset(("localhost", "127.0.0.1", "[::1]", "::1"))
"""Names of the Pod itself, whose containers share the loopback interface."""

_DEFAULT_PORTS = {
    "curl": 80, "mariadb-admin": 3306, "mongo": 27017, "mongosh": 27017, "mysql": 3306,
    "mysqladmin": 3306, "pg_isready": 5432, "psql": 5432, "redis-cli": 6379, "wget": 80,
}  # fmt: skip
_OTHER_CLIENTS = (
    "dockerize", "grpc_health_probe", "nc", "ncat", "netcat", "telnet", "wait-for", "wait-for-it",
    "wait-for-it.sh", "wait-for.sh",
)  # fmt: skip
_RESOLVERS = ("dig", "getent", "host", "nslookup")
_CLIENT = pattern(
    r"(?<![\w.\"'=-])("
    + "|".join(map(re.escape, (*_DEFAULT_PORTS, *_OTHER_CLIENTS, *_RESOLVERS)))
    + r")(?![\w.=-])([^;&|\n)`]*)"
)
_HIGHEST_PORT = 65535
_DEVICE = pattern(r"/dev/tcp/([\w.-]+)/(\d+)")
_COMMENT = pattern(r"(?:^|(?<=\s))#.*$", re.MULTILINE)
_LIST = pattern(r"[^;&|\n`]+")
_SPEAKING = pattern(r"\b(?:echo|printf)\b")


class Connection(Frozen):
    """A host to which a client connects.

    Attributes:
        program: The client.
        host: The host as written.
        port: The port, or None if it is not known or if the client only resolves the name.
        resolves: Whether the client only looks up the addresses of the host.
    """

    program: str
    host: str
    port: int | None
    resolves: bool


def connections_of(words: Sequence[str]) -> tuple[Connection, ...]:
    """The hosts to which the clients in a command line connect."""
    script = shell_script(words)
    text = " ".join(words) if script is None else _COMMENT.sub("", script.replace("\\\n", " "))
    return tuple(dict.fromkeys(_read(text)))


def _read(text: str) -> Iterator[Connection]:
    for found in _DEVICE.finditer(text):
        yield Connection("/dev/tcp", found[1], _port(found[2]), resolves=False)
    for part in _LIST.finditer(text):
        speaking = _SPEAKING.search(text, *part.span())
        for found in _CLIENT.finditer(text, *part.span()):
            if not speaking or found.start() < speaking.end():
                yield from _asked(found[1], found[2].replace('"', " ").replace("'", " "))


_URL = pattern(r"\b(https?|tcp)://(?:[^@/\s]*@)?(\[[\d:a-f]+\]|[\w.-]+)(?::(\d+))?")
_OPTION = pattern(r"(?:^|\s)(?:-h|--host)[=\s]*([\w.-]+)")
_PORT_OPTION = pattern(r"(?:^|\s)(?:-[pP]|--port)[=\s]*(\d+)")
_PAIR = pattern(r"(?<![\w./@${-])(\[[\d:a-f]+\]|[\w.-]+)(?::|\s+)(\d{1,5})(?![\w.])")
_WORD = pattern(r"(?:^|\s)([A-Za-z_][\w.-]*|127\.0\.0\.1)(?=[/\s:]|$)")


def _asked(program: str, arguments: str) -> Iterator[Connection]:
    if program in _RESOLVERS:
        words = [word for word in _WORD.findall(arguments) if word not in ("hosts", "ahosts")]
        yield from (Connection(program, word, None, resolves=True) for word in words[:1])
        return
    urls = list(_URL.finditer(arguments))
    for url in urls:
        port = _port(url[3]) if url[3] else {"http": 80, "https": 443}.get(url[1])
        yield Connection(program, url[2], port, resolves=False)
    if urls:
        return
    default = _DEFAULT_PORTS.get(program)
    if host := _OPTION.search(arguments):
        port_option = _PORT_OPTION.search(arguments)
        port = _port(port_option[1]) if port_option else default
        yield Connection(program, host[1], port, resolves=False)
    elif program in ("curl", "wget"):
        pair = re.search(
            r"(?:^|\s)(localhost|127\.0\.0\.1|[\w.-]+):(\d{1,5})(?=[/\s]|$)", arguments
        )
        word = re.search(r"(?:^|\s)(localhost|127\.0\.0\.1)(?=[/\s]|$)", arguments)
        if pair:
            yield Connection(program, pair[1], _port(pair[2]), resolves=False)
        elif word:
            yield Connection(program, word[1], default, resolves=False)
    elif re.search(r"(?:^|\s)-\w*l", arguments):
        return  # nc listens instead of connecting
    elif default is None and (pair := _PAIR.search(_without_options(arguments))):
        yield Connection(program, pair[1], _port(pair[2]), resolves=False)


def _port(digits: str) -> int | None:
    port = whole_number(digits)
    return port if port and port <= _HIGHEST_PORT else None


def _without_options(arguments: str) -> str:
    """The arguments without options, and without the seconds after ``-w`` and ``-t``."""
    return re.sub(r"(?:^|\s)-(?:[wti]\s+\d+|-?[\w-]+(?:=(?=\S))?)", " ", arguments)


_BACKGROUND = pattern(
    r"(?<![&>\d<|])&(?![&>\d])|\bnohup\b|--daemon|\bpg_ctl\b|\bservice\s+\S+\s+start\b|--fork\b"
)


def runs_in_background(words: Sequence[str]) -> bool:
    """Whether a command line also starts a program in the background."""
    return bool(_BACKGROUND.search(" ".join(words)))
