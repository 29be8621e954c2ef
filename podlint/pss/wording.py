"""The phrases of upstream's messages.

Mirrors k8s.io/pod-security-admission, `policy/helpers.go`, and Go's `strconv.Quote`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized

from podlint.pss.pod import Named, SecurityContext

_ESCAPES = {
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\v": r"\v",
    "\\": r"\\",
    '"': r"\"",
}


def plural(items: Sized, one: str, several: str) -> str:
    """The singular for exactly one item, otherwise the plural."""
    return one if len(items) == 1 else several


def quoted(items: Iterable[str]) -> str:
    """The items in double quotes, nothing escaped, joined by commas."""
    return ", ".join([f'"{item}"' for item in items])


def quoted_set(items: Iterable[str]) -> str:
    """The distinct items, sorted and quoted."""
    return quoted(sorted(set(items)))


def containers(named: Sequence[Named]) -> str:
    """`container "a"`, or `containers "a", "b"`, with repeated names."""
    return f"{plural(named, 'container', 'containers')} {quoted(each.name for each in named)}"


def setters(contexts: Sequence[SecurityContext]) -> str:
    """The owners of security contexts: `pod`, `container "a"`, or `pod and container "a"`."""
    of_containers = [context for context in contexts if not context.of_pod]
    phrases = ["pod"] if len(of_containers) < len(contexts) else []
    if of_containers:
        phrases.append(containers(of_containers))
    return " and ".join(phrases)


def volumes(names: Sequence[str]) -> str:
    """`volume "v"`, or `volumes "v", "w"`, with repeated names."""
    return f"{plural(names, 'volume', 'volumes')} {quoted(names)}"


def go_quoted(text: str) -> str:
    """The text as Go's `%q` prints it: unlike JSON, bytes as hex escapes and `é` as it is.

    Printable characters are those of Python's Unicode table, which can differ from Go's version.
    """
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0x7F:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
