"""The best-known images, and what they need.

Each module has the facts about one group of images, and the day on which they were last compared
with their sources (`CHECKED`). `docs/image_facts.py --old` lists the modules that were checked more
than a year ago.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from podlint.pods.images.facts import KnownImage

__all__ = ["known_images"]


@functools.cache
def known_images() -> Mapping[str, KnownImage]:
    """The known images, by the repositories for which their facts hold."""
    from podlint.pods.images.known import (
        databases,
        messaging,
        monitoring,
        platform,
        stores,
        tools,
        web,
    )

    modules = (databases, messaging, monitoring, platform, stores, tools, web)
    images = (image for module in modules for image in module.IMAGES)
    return MappingProxyType({name: each for each in images for name in (each.name, *each.also)})
