"""Who uses the volumes of a Pod."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.models import Container

__all__ = ["volumes_used_by"]


def volumes_used_by(container: Container) -> Iterator[str]:
    """The names of the volumes that a container mounts, reads variables from, or has as devices.

    For ``env.valueFrom.fileKeyRef``, the kubelet reads the file itself; the container need not
    mount the volume (KEP-3721).
    """
    for user in (*container.volume_mounts, *container.volume_devices):
        if user.name:
            yield user.name
    for variable in container.env:
        source = variable.value_from and variable.value_from.file_key_ref
        if source and source.volume_name:
            yield source.volume_name
