"""The addresses on which the options of a server tell it to listen.

Only options that name a listening socket are read (``--listen-address=127.0.0.1:9090``, gunicorn's
``--bind``), and ``--host`` with ``--port`` of well-known servers; of other programs, ``--host`` may
be the host of a client.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.document.numerals import whole_number
from podlint.pods.commands.words import program_name
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["Listener", "listeners_of"]

_LOOPBACK = pattern(r"127\.\d+\.\d+\.\d+|localhost|\[?::1\]?")
_ADDRESS = pattern(r"(?:\w+://)?(?P<host>[\w.$()-]*|\[[^\]]*\]):(?P<port>\d{1,5})/?")
_LISTENING = pattern(r"-{1,2}(?:[\w.-]*[-.])?(?:listen|bind)(?:[-._]?(?:addr|address))?")
_SHORT = {"gunicorn": "-b", "hypercorn": "-b", "daphne": "-b"}
_SERVERS = {"uvicorn": 8000, "flask": 5000, "fastapi": 8000, "jupyter": 8888}
"""Servers with ``--host`` and ``--port``, and the port without it."""


class Listener(Frozen):
    """A socket on which a server listens.

    Attributes:
        host: The address as written; empty for all addresses.
        port: The port.
        position: The index of the word that names the address.
    """

    host: str
    port: int
    position: int

    @property
    def is_local(self) -> bool:
        """Whether only processes of the same Pod can connect."""
        return _LOOPBACK.fullmatch(self.host) is not None


def listeners_of(words: Sequence[str]) -> tuple[Listener, ...]:
    """The sockets that the options in a command line name."""
    return tuple(_read(words))


def _read(words: Sequence[str]) -> Iterator[Listener]:
    program = next((each for each in map(program_name, words) if each in _SERVERS), None)
    short = next((_SHORT[each] for each in map(program_name, words) if each in _SHORT), None)
    host, port = None, _SERVERS.get(program or "")
    for name, value, position in _options(words):
        if name == short or _LISTENING.fullmatch(name):
            if found := _ADDRESS.fullmatch(value):
                yield Listener(found["host"], whole_number(found["port"]) or 0, position)
        elif program and name == "--host":
            host = value, position
        elif program and name in ("--port", "-p"):
            port = whole_number(value)
    if host and port:
        yield Listener(host[0], port, host[1])


def _options(words: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """The options with a value, each with the index of the word that has the value."""
    for index, word in enumerate(words):
        if not word.startswith("-"):
            continue
        name, equals, value = word.partition("=")
        if equals:
            yield name, value, index
        elif index + 1 < len(words):
            yield name, words[index + 1], index + 1
