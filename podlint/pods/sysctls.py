"""Kernel parameters of a Pod: how their names are read, and which values the kernel refuses.

A name separates its parts with dots or with slashes; the first separator decides which one it is.

Source: ``NormalizeSysctl`` of k8s.io/component-helpers/node/util/sysctl, and the tables of the
kernel in net/ipv4/sysctl_net_ipv4.c, ipc/ipc_sysctl.c and net/core/sysctl_net_core.c (Linux 6.1).
Bounds that differ between versions of the kernel are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from podlint.startup.lazy_pattern import pattern

__all__ = ["fault_of_value", "normal_name"]

_INT = 2**31 - 1
_NUMBER = pattern(r"[+-]?(?:0[xX][0-9a-fA-F]{1,16}|[0-9]{1,20})", re.ASCII)
_PORTS = pattern(r"[0-9]{1,5}(?:-[0-9]{1,5})?(?:,[0-9]{1,5}(?:-[0-9]{1,5})?)*", re.ASCII)
_LAST_PORT = 65535


class _Numbers(NamedTuple):
    """The numbers of a parameter: their bounds, and how many there may be.

    The kernel accepts fewer, and then changes only the first ones.
    """

    least: int
    most: int
    words: int = 1


_SWITCH = _Numbers(0, 1)
_FLAG = _Numbers(0, 255)
_SECONDS = _Numbers(0, _INT)
_BYTES = _Numbers(1, _INT, 3)
_ANY = _Numbers(-_INT - 1, _INT)
_PORT_RANGE = "net.ipv4.ip_local_port_range"
_RANGES = "net.ipv4.ip_local_reserved_ports"

_VALUES: Mapping[str, _Numbers] = {
    "kernel.msgmax": _Numbers(0, _INT),
    "kernel.msgmnb": _Numbers(0, _INT),
    "kernel.sem": _Numbers(0, _INT, 4),
    "kernel.shm_rmid_forced": _SWITCH,
    "kernel.shmall": _Numbers(0, 2**64 - 1),
    "kernel.shmmax": _Numbers(0, 2**64 - 1),
    "net.core.somaxconn": _Numbers(0, _INT),
    "net.ipv4.ip_forward": _ANY,
    _PORT_RANGE: _Numbers(1, _LAST_PORT, 2),
    "net.ipv4.ip_unprivileged_port_start": _Numbers(0, _LAST_PORT),
    "net.ipv4.ping_group_range": _Numbers(0, 2**32 - 1, 2),
    "net.ipv4.tcp_fin_timeout": _SECONDS,
    "net.ipv4.tcp_keepalive_intvl": _SECONDS,
    "net.ipv4.tcp_keepalive_probes": _FLAG,
    "net.ipv4.tcp_keepalive_time": _SECONDS,
    "net.ipv4.tcp_max_syn_backlog": _ANY,
    "net.ipv4.tcp_rmem": _BYTES,
    "net.ipv4.tcp_syncookies": _FLAG,
    "net.ipv4.tcp_tw_reuse": _Numbers(0, 2),
    "net.ipv4.tcp_wmem": _BYTES,
    "net.ipv6.conf.all.disable_ipv6": _ANY,
    "net.ipv6.conf.all.forwarding": _ANY,
    "net.ipv6.conf.default.disable_ipv6": _ANY,
}


def normal_name(name: str) -> str:
    """The name of a parameter with dots between its parts: ``net.ipv4.tcp_syncookies``."""
    first = next((letter for letter in name if letter in "./"), ".")
    return name if first == "." else name.translate({ord("."): "/", ord("/"): "."})


def fault_of_value(name: str, value: str) -> str | None:
    """What the kernel expects instead of a value; None if it accepts it, or is not known to refuse.

    Args:
        name: The name of the parameter, in either form.
        value: The value; surrounding white space does not count.
    """
    known, text = normal_name(name), value.strip()
    if known == _RANGES:
        return (
            None if not text or _PORTS.fullmatch(text) else "ports and ranges, such as `80,90-99`"
        )
    bounds = _VALUES.get(known)
    if bounds is None or not text:
        return None
    words = text.split()
    if len(words) > bounds.words or not all(_fits(word, bounds) for word in words):
        return _wanted(bounds)
    if known == _PORT_RANGE and sorted(words, key=_number) != words:
        return "the lower port first"
    return None


def _fits(word: str, bounds: _Numbers) -> bool:
    if not _NUMBER.fullmatch(word):
        return False
    return bounds.least <= _number(word) <= bounds.most


def _number(word: str) -> int:
    """The number that a word of at most 20 digits writes, as `_NUMBER` describes it."""
    return int(word, 16 if "x" in word.lower() else 10)


def _wanted(bounds: _Numbers) -> str:
    numbers = {1: "one number", 2: "two numbers", 3: "three numbers"}.get(bounds.words, "numbers")
    if bounds.most >= _INT:
        return numbers
    return f"{numbers} from {bounds.least} to {bounds.most}"
