"""The media of ``emptyDir`` volumes.

Source: ``SetUpAt`` in pkg/volume/emptydir/empty_dir.go and ``IsHugePageMedium`` in
pkg/apis/core/v1/helper, of Kubernetes 1.36. The API server takes any text.
"""

from __future__ import annotations

__all__ = ["intended_medium", "is_medium"]

_MEDIA = ("Memory", "HugePages")
_SIZED = "HugePages-"
_OTHER_WORDS = {
    "ram": "Memory",
    "tmpfs": "Memory",
    "shm": "Memory",
    "mem": "Memory",
    "disk": "",
    "default": "",
    "ssd": "",
    "node": "",
    "none": "",
}


def is_medium(medium: str) -> bool:
    """Whether the kubelet knows a medium; the empty text stands for the disk of the node."""
    return medium in ("", *_MEDIA) or medium.startswith(_SIZED)


def intended_medium(medium: str) -> str | None:
    """The medium that is meant by an unknown one, or None if there is nothing to guess from."""
    word = medium.strip().lower()
    if word in _OTHER_WORDS:
        return _OTHER_WORDS[word]
    from podlint.models.guess import nearest

    if word.startswith("hugepages-"):
        return _SIZED + medium.strip()[len(_SIZED) :]
    return nearest(word, _MEDIA)
