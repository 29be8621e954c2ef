"""Compares the tag of a release with the version of podlint."""

from __future__ import annotations

import sys

from podlint.version import VERSION


def check(tag: str) -> None:
    """End with an error if a tag is not that of the version; an empty tag is none."""
    if tag and tag != f"v{VERSION}":
        sys.exit(f"the tag {tag!a} is not v{VERSION}: set VERSION in podlint/version.py first")


if __name__ == "__main__":
    check(sys.argv[1])
