"""IP addresses: the server parses more than it considers valid, and then explains why.

Source: `k8s.io/apimachinery/pkg/util/validation/ip.go` and `k8s.io/utils/net`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .error import Errors, Warnings
from .features import Features
from .path import Path
from .quoting import quoted

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

__all__ = ["refuse_address", "warn_of_address"]

_LARGEST_NUMBER = 0xFFFFFF
_MOST_DIGITS = 9
_is_decimal = re.compile("[0-9]+").fullmatch
_is_hexadecimal = re.compile("[0-9A-Fa-f]+").fullmatch


def refuse_address(errors: Errors, text: str, features: Features, at: Path) -> None:
    """Refuse a string that is not an IP address, or that programs read in different ways.

    Go: `IsValidIPForLegacyField`.
    """
    if _parse_loosely(text) is None:
        errors.invalid(at, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")
    elif features.strict_addresses:
        address = _parse_strictly(text)
        if address is None:
            errors.invalid(at, "must not have leading 0s")
        elif _mapped(address):
            errors.invalid(at, "must not be an IPv4-mapped IPv6 address")


def warn_of_address(warnings: Warnings, text: str, features: Features, at: Path) -> None:
    """Warn about a valid address that is not in its canonical form.

    Go: `GetWarningsForIP`.
    """
    groups, address = _parse_loosely(text), _parse_strictly(text)
    if groups and (address is None or _mapped(address)):
        canonical = _canonical(groups)
        warnings.at(
            at, f'non-standard IP address {quoted(text)} {features.old_address}: use "{canonical}"'
        )
    elif address and address.version == 6 and str(address) != text:
        warnings.at(
            at,
            f'IPv6 address {quoted(text)} should be in RFC 5952 canonical format ("{address}")',
        )


def _parse_strictly(text: str) -> IPv4Address | IPv6Address | None:
    """Go: `netip.ParseAddr`."""
    import ipaddress

    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _mapped(address: IPv4Address | IPv6Address) -> bool:
    """Go: `netip.Addr.Is4In6`."""
    return address.version == 6 and address.ipv4_mapped is not None


def _canonical(groups: tuple[int, ...]) -> str:
    """The form in which Go prints an address; an IPv4 address within IPv6 is printed as IPv4."""
    import ipaddress

    number = 0
    for group in groups:
        number = number << 16 | group
    address = ipaddress.IPv6Address(number)
    return str(address.ipv4_mapped or address)


def _parse_loosely(text: str) -> tuple[int, ...] | None:
    """The eight groups of an address; IPv4 is mapped into IPv6, leading zeros do not matter.

    Go: `ParseIPSloppy`.
    """
    first = next((character for character in text if character in ".:"), None)
    if first == ".":
        octets = _parse_ipv4(text)
        return octets and (0, 0, 0, 0, 0, 0xFFFF, *octets)
    return _parse_ipv6(text) if first == ":" else None


def _parse_ipv4(text: str) -> tuple[int, int] | None:
    """The two groups that an IPv4 address fills."""
    parts = text.split(".")
    if len(parts) != 4 or not all(map(_is_decimal, parts)):
        return None
    a, b, c, d = (_number(part, 10) for part in parts)
    return (a << 8 | b, c << 8 | d) if max(a, b, c, d) <= 0xFF else None


def _number(digits: str, base: int) -> int:
    """The number; Go's `dtoi` and `xtoi` fail for larger numbers, and all their callers too."""
    significant = digits.lstrip("0")[:_MOST_DIGITS]
    return min(int(significant or "0", base), _LARGEST_NUMBER)


def _parse_ipv6(text: str) -> tuple[int, ...] | None:
    head, ellipsis, tail = text.partition("::")
    before, after = _parse_groups(head, not ellipsis), _parse_groups(tail, True)
    if before is None or after is None:
        return None
    missing = 8 - len(before) - len(after)
    if (missing < 1) if ellipsis else (missing != 0):
        return None
    return (*before, *[0] * missing, *after)


def _parse_groups(text: str, last: bool) -> list[int] | None:
    """Groups with colons between them; the last part may be an IPv4 address."""
    if not text:
        return []
    groups: list[int] = []
    parts = text.split(":")
    for index, part in enumerate(parts):
        if "." in part:
            octets = _parse_ipv4(part) if last and index == len(parts) - 1 else None
            if octets is None:
                return None
            groups += octets
        elif _is_hexadecimal(part) and _number(part, 16) <= 0xFFFF:
            groups.append(_number(part, 16))
        else:
            return None
    return groups
