"""Files of a node that Pods often mount, and what to use instead.

The paths are conventions of Linux distributions: the Filesystem Hierarchy Standard for ``/dev/log``
and ``/etc/localtime``; Debian and Fedora for the directories of CA certificates.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from types import MappingProxyType

__all__ = ["instead_of"]

_CERTIFICATES = "use the CA certificates of the image, or mount them from a ConfigMap"
_LOG = "log to standard output instead of `/dev/log`"
_ZONE = "set the time zone with the variable `TZ`"

_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "/dev/log": _LOG,
        "/etc/localtime": _ZONE,
        "/etc/timezone": _ZONE,
        "/usr/share/zoneinfo": _ZONE,
        "/etc/ssl": _CERTIFICATES,
        "/etc/ssl/certs": _CERTIFICATES,
        "/etc/ca-certificates": _CERTIFICATES,
        "/usr/local/share/ca-certificates": _CERTIFICATES,
        "/usr/share/ca-certificates": _CERTIFICATES,
        "/etc/pki": _CERTIFICATES,
        "/etc/pki/ca-trust": _CERTIFICATES,
        "/etc/pki/tls/certs": _CERTIFICATES,
    }
)


def instead_of(paths: Iterable[str]) -> str | None:
    """What to use instead of paths of the node, as a sentence; None if one of them is not known.

    Neither an ``emptyDir`` nor a claim can replace these files.
    """
    found = [_INSTEAD.get(posixpath.normpath(path)) for path in paths]
    if not found or None in found:
        return None
    text = ", and ".join(dict.fromkeys(each for each in found if each))
    return f"{text[0].upper()}{text[1:]}."
