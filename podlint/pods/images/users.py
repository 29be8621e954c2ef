"""The users of well-known images.

An image that starts as root and then changes to another user counts as root, because the kubelet
sees root.
"""

from __future__ import annotations

from podlint.pods.images.facts import User
from podlint.pods.images.needs import facts_of_repository, needs_of

__all__ = ["runs_as_root", "user_of"]


def user_of(image: str) -> User | None:
    """The user of an image; None if it is not known.

    Of an image without a known version, only what holds for all images of its repository.
    """
    needs = needs_of(image)
    facts = needs.facts if needs else facts_of_repository(image)
    return next((each for each in facts if isinstance(each, User)), None)


def runs_as_root(image: str) -> bool:
    """Whether an image is known to start as root if the manifest sets no user."""
    user = user_of(image)
    return user is not None and user.number == 0
