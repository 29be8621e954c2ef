"""Warnings about amounts of memory and storage that are not whole numbers of bytes.

Source: `warningsForPodSpecAndMeta` of `pkg/api/pod/warnings.go`, and
`GetWarningsForPersistentVolumeClaimSpec` of `pkg/api/persistentvolumeclaim/util.go`.
"""

from __future__ import annotations

from collections.abc import Mapping

from podlint.models import Quantity

from .error import Warnings
from .path import Key, Path

__all__ = ["warn_of_fraction"]


def warn_of_fraction(
    warnings: Warnings, amounts: Mapping[str, Quantity], name: str, at: Path
) -> None:
    """Warn about an amount that is not a whole number of bytes."""
    quantity = amounts.get(name)
    if quantity is None:
        return
    from .resource_names import is_fractional

    if is_fractional(quantity):
        text = f'fractional byte value "{quantity}" is invalid, must be an integer'
        warnings.at((*at, Key(name)), text)
