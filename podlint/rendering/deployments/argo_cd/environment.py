"""The variables that Argo CD replaces in its own settings, such as ``$ARGOCD_APP_NAME``.

Sources: ``newEnv`` in reposerver/repository/repository.go of Argo CD 3.5; ``os.Expand`` of Go.
"""

from __future__ import annotations

from collections.abc import Mapping

from podlint.startup.lazy_pattern import pattern

__all__ = ["expanded", "is_left"]

_VARIABLE = pattern(
    r"\$(?:\{(?P<special>[*#$@!?0-9-])\}|\{(?P<name>[^}]*)\}|(?P<broken>\{)"
    r"|(?P<short>[A-Za-z0-9_]+)|(?P<sign>[*#$@!?-]))"
)
_UNKNOWN = ("ARGOCD_APP_REVISION", "ARGOCD_APP_REVISION_SHORT", "ARGOCD_APP_REVISION_SHORT_8")
_LEFT = pattern(r"\$\{ARGOCD_APP_REVISION\w*\}")


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """A text with its variables replaced; the ones that only Argo CD knows are left in it."""

    def value(name: str) -> str:
        if name == "$":
            return "$"
        return f"${{{name}}}" if name in _UNKNOWN else variables.get(name, "")

    found = []
    at = 0
    while match := _VARIABLE.search(text, at):
        found.append(text[at : match.start()])
        at = match.end()
        short = match["short"]
        if short and short[0].isdigit():  # Names of one digit are special.
            at = match.start() + 2
            short = short[0]
        name = match["special"] or match["name"] or short or match["sign"] or ""
        found.append(value(name) if name else "")
    return "".join((*found, text[at:]))


def is_left(text: str) -> bool:
    """Whether a text has a variable that only Argo CD knows."""
    return _LEFT.search(text) is not None
