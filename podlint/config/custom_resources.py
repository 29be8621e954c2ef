"""The settings for custom resources with Pods."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, model_validator

from podlint.config.settings import Settings, matching
from podlint.document.json_path import checked
from podlint.pods.custom_resources import CustomKind

__all__ = ["CustomResources"]

_Paths = tuple[Annotated[str, AfterValidator(checked)], ...]


class CustomResources(Settings):
    """A kind of custom resource that contains Pods. `CustomKind` describes the attributes."""

    group: Annotated[str, matching("[a-z0-9.-]+", "an API group without a version")]
    kind: Annotated[str, matching("[A-Za-z0-9]+", "a kind")]
    pods: _Paths = ()
    overlays: _Paths = ()
    containers: _Paths = ()
    whole: bool = False

    @property
    def custom_kind(self) -> CustomKind:
        """The same, for the reader of manifests."""
        return CustomKind(**self.model_dump())

    @model_validator(mode="after")
    def _leads_somewhere(self) -> CustomResources:
        if not (self.pods or self.overlays or self.containers):
            raise ValueError("must have at least one of pods, overlays and containers")
        return self
