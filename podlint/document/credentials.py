"""Recognizes passwords, keys and tokens, and masks them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from podlint.startup.lazy_pattern import pattern

__all__ = ["Stretch", "is_secret_option", "mask", "masked", "secret_in", "stretches"]

Stretch = tuple[int, int]
"""The start and the end of a part of a text, from 0."""

_SECRET_NAME = pattern(
    r"(?:^|[a-z0-9_.-])(?:"
    r"PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PRIVATE_?KEY|API_?KEY|"
    r"SECRET_?(?:ACCESS_?)?KEY|(?:CLIENT|JWT|APP|SESSION|SHARED|WEBHOOK)_?SECRET|"
    r"(?:ACCESS|AUTH|API|BOT|REFRESH|BEARER|GITHUB|SLACK)_?TOKEN)$",
    re.IGNORECASE,
)
_NO_SECRET = pattern(
    r"""^(?:
      .{0,3} | true|false|none|null|yes|no|disabled|enabled | [0-9]+
      | [./~].* | (?:file|https?)://[^@]*
      | (?:arn|op|ref\+\w+|secretref|sm|ssm|vault):.* | (?:enc|ENC)[\[(].* | \{cipher\}.*
      | .*(?:\$[({]|\{\{|<|%).*
      | (?:your|replace|change|insert|todo|x{3,}|\*{3,}|example|dummy|placeholder|fake).*
    )$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_PASSWORD_IN_ADDRESS = pattern(r"(?<=[a-z0-9+.-])://[^/\s:@]+:(?P<secret>[^/\s:@]+)@", re.I)

_PREFIXES = (
    "AIza", "AKIA", "ASIA", "dckr", "eyJ", "ghp_", "gho_", "ghr_", "ghs_", "ghu_", "gith", "glpa",
    "hvs.", "npm_", "pypi", "rk_l", "sk-", "sk_l", "SG.", "xapp", "xox",
)  # fmt: skip
"""Prefixes of the tokens of well-known services, which reveal nothing about the rest."""
_SHOWN = 4
_MASK = "…("

_TOKEN = pattern(
    r"(?<![A-Za-z0-9_-])(?:(?:gh[oprsu]|github_pat|npm|dckr_pat|[rs]k_live)_|glpat-|xox[a-z]-|xapp-"
    r"|pypi-|sk-|hvs\.|SG\.|AIza|AKIA|ASIA|eyJ[\w-]{10,}\.eyJ)[\w.-]{12,}"
)
_IN_ADDRESS = pattern(r"://[^\s/:@]{0,256}:([^\s/@\"']{1,256})@")
_AFTER_HEADER = pattern(
    r"authorization[\"'\\]{0,3}\s{0,9}[:=]\s{0,9}[\"'\\]{0,3}(?:(?:basic|bearer|token)\s{1,9})?"
    r"([^\s\"'\\,}]+)",
    re.IGNORECASE,
)
_AFTER_NAME = pattern(
    r"""(?:PASSWORD|PASSWD|PASSPHRASE|PWD|CREDENTIALS?|KEY|SECRET|TOKEN)["'\\]{0,3}
    (?:
      (?P<sign> = | \s{0,9}:\s{1,9} | (?<=["']): | \s{0,99},?\s{0,99}["'\\]{0,3}value["'\\]{0,3}
        \s{0,9}:\s{0,9} )
      | (?P<gap> \s{0,99},?\s{1,99}(?:-\s{1,9})? | , )
    )
    (?: \\?(?P<quote>["'])(?P<quoted>(?:(?!\\?(?P=quote))[^\r\n]){1,4096})
      | (?P<plain>(?![{\[])[^\s"'\\,;|&)}\]]+) )""",
    re.IGNORECASE | re.VERBOSE,
)
_KEY_BEGINS, _KEY_ENDS = "PRIVATE KEY-----", "-----END"
_OPTION = pattern(r"[-_](?:TOKEN|SECRET|PWD)$", re.IGNORECASE)
_NAME = pattern(r"[\w.-]*\Z")
_LONGEST_NAME = 80
_NAME_WORDS = ("pass", "credential", "key", "secret", "token")


@functools.lru_cache(maxsize=4096)
def _names_secret(name: str) -> bool:
    """Whether a value with this name is probably a secret, such as `DB_PASSWORD` or `apiKey`."""
    lower = name.lower()
    return any(word in lower for word in _NAME_WORDS) and _SECRET_NAME.search(name) is not None


def secret_in(name: str, value: str) -> Stretch | None:
    """The part of a variable's value that is a secret: all of it, or the password in an address.

    None for values that look like a path, a placeholder or a switch, and for references to another
    variable or to a store of secrets.
    """
    if "://" in value and (address := _PASSWORD_IN_ADDRESS.search(value)):
        return None if _NO_SECRET.match(address["secret"]) else address.span("secret")
    if not _names_secret(name) or _NO_SECRET.match(value) or name.lower() in value.lower():
        return None
    return 0, len(value)


def stretches(text: str) -> list[Stretch]:
    """The credentials in a text of any kind, in order; parts that touch each other are joined.

    They are recognized by the form of well-known tokens, in addresses and headers, and after a
    name, option or variable such as `--password`.
    """
    found = sorted(_found(text))
    joined: list[Stretch] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _found(text: str) -> Iterator[Stretch]:
    if any(prefix in text for prefix in _PREFIXES):
        yield from (match.span() for match in _TOKEN.finditer(text))
    if "://" in text and "@" in text:
        yield from _worth_hiding(text, (match.span(1) for match in _IN_ADDRESS.finditer(text)))
    lower = text.lower()
    if "authorization" in lower:
        matches = _AFTER_HEADER.finditer(text)
        yield from _worth_hiding(text, (match.span(1) for match in matches))
    yield from _private_keys(text)
    if any(word in lower for word in _NAME_WORDS):
        yield from _worth_hiding(text, _after_names(text))


def _after_names(text: str) -> Iterator[Stretch]:
    for match in _AFTER_NAME.finditer(text):
        # The name is searched backwards, because a forward search would try every word from each
        # letter.
        end = match.start("sign") if match["sign"] else match.start("gap")
        before = text[max(0, end - _LONGEST_NAME) : end].rstrip("\"'\\")
        found = _NAME.search(before)
        name = found[0] if found else ""
        if (match["sign"] and _names_secret(name)) or is_secret_option(name):
            yield match.span("plain" if match["plain"] else "quoted")


def is_secret_option(name: str) -> bool:
    """Whether a word of a command line is an option before a secret, such as `--password`."""
    if not name.startswith("-"):
        return False
    return _names_secret(name.replace("-", "_")) or _OPTION.search(name) is not None


def _private_keys(text: str) -> Iterator[Stretch]:
    start = text.find(_KEY_BEGINS)
    while start >= 0:
        start += len(_KEY_BEGINS)
        end = text.find(_KEY_ENDS, start)
        end = len(text) if end < 0 else end
        if end > start:
            yield start, end
        start = text.find(_KEY_BEGINS, end)


def _worth_hiding(text: str, found: Iterator[Stretch]) -> Iterator[Stretch]:
    for start, end in found:
        value = text[start:end]
        if _MASK not in value and not _NO_SECRET.match(value):
            yield start, end


def mask(value: str) -> str:
    """The text that stands for a secret: `ghp_…(40 characters)`, or `…(7 characters)`."""
    shown = value[:_SHOWN] if value.startswith(_PREFIXES) and len(value) > 3 * _SHOWN else ""
    return f"{shown}{_MASK}{len(value)} characters)"


def masked(text: str) -> str:
    """The text with a mask for each of its `stretches`."""
    for start, end in reversed(stretches(text)):
        text = text[:start] + mask(text[start:end]) + text[end:]
    return text
