"""The version of podlint and the Kubernetes version whose behavior it describes."""

from __future__ import annotations

__all__ = ["HOMEPAGE", "KUBERNETES_VERSION", "RULE_LINKS", "VERSION", "parse_version"]

VERSION = "0.2.0"
"""The version, which the build reads from here."""

HOMEPAGE = "https://podlint.dev"
"""The address of the documentation, and the domain of podlint's annotations."""

RULE_LINKS = f"{HOMEPAGE}/rules/{{rule}}/"
"""The address of the page of a rule, with ``{rule}`` for its name."""

KUBERNETES_VERSION = "1.37"
"""The Kubernetes version whose behavior findings describe: the newest that podlint knows
exactly.
"""

_MOST_DIGITS = 6


def parse_version(version: str) -> tuple[int, int]:
    """The numbers of `1.37` or `v1.37`; a patch number is ignored.

    Raises:
        ValueError: The text is not a version.
    """
    major, _, rest = version.removeprefix("v").partition(".")
    minor = rest.partition(".")[0]
    digits = major + minor
    if not (digits.isascii() and major.isdecimal() and minor.isdecimal()) or (
        len(digits) > _MOST_DIGITS
    ):
        message = f"not a Kubernetes version such as 1.37: {version}"
        raise ValueError(message)
    return int(major), int(minor)
