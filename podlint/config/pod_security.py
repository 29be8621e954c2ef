"""The settings for Pod Security."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from podlint.config.settings import Settings

__all__ = ["PodSecurityExemptions", "StandardName"]


def _standard(text: str) -> str:
    from podlint.pss import Standard

    return str(Standard.parse(text))


StandardName = Annotated[str, AfterValidator(_standard)]
"""A Pod Security Standard: ``restricted``, or with a version, ``restricted:v1.29``."""


class PodSecurityExemptions(Settings):
    """Pods to which no standard applies, as in the configuration of the admission controller.

    Attributes:
        namespaces: The exact names of the exempt namespaces.
        runtime_classes: The exact names of the exempt RuntimeClasses.
    """

    namespaces: tuple[str, ...] = ()
    runtime_classes: tuple[str, ...] = ()
