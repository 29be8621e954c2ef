"""A path in a volume at which no file can be written."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from podlint.authoring import Place, PodTarget, Problem, Problems, Severity, Volume, rule
from podlint.document.shortening import shortened

_LONGEST_PART = 255
_LONGEST_PATH = 4096


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "the Pod stays `ContainerCreating`; the event `FailedMount` with `is a directory` or "
        "`invalid path`"
    ),
    fragments=True,
    asks_for=("volumes",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap:
                name: web
                items:
                  - {key: app.ini, path: .}  # finding
                  #                      ^
            - name: all
              projected:
                sources:
                  - secret:
                      name: web
                      items: [{key: token, path: ./}]  # finding
                  - serviceAccountToken:
                      path: ./  # finding
            - name: labels
              downwardAPI:
                items:
                  - {path: ".", fieldRef: {fieldPath: metadata.labels}}  # finding
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/web}
                - {name: all, mountPath: /etc/all}
                - {name: labels, mountPath: /etc/labels}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap:
                name: web
                items:
                  - {key: a, path: app.ini}
                  - {key: b, path: conf.d/app.ini}
                  - {key: c, path: ./app.conf}
                  - {key: d, path: .env}
                  - {key: e, path: conf.d/}
                  - {key: f, path: "${FILE}"}
            - name: unused
              secret:
                secretName: web
                items: [{key: token, path: .}]
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: .}
        """,
)
def impossible_file_path(pod: PodTarget) -> Problems:
    """A file in a volume has the path of the volume itself, or a path that is too long.

    The kubelet writes each entry of a ConfigMap, Secret or similar volume to the `path` in `items`.
    The path `.` is the directory of the volume, and Linux allows at most 255 bytes for each part of
    a path. The API server does not check this, but the kubelet cannot mount the volume
    (`validatePath` in pkg/volume/util/atomic_writer.go).

    Write the name of the file. To choose the directory, set `mountPath`.
    """
    containers = pod.spec.all_containers
    used = {mount.name for each in containers for mount in each.volume_mounts}
    for volume in pod.spec.volumes:
        if containers and volume.name not in used:
            continue
        for path, place in _paths(volume):
            fault = _fault(path)
            if fault is not None:
                yield Problem(
                    f"no file of volume `{volume.name}` can have the path `{shortened(path, 30)}`"
                    f"{fault}",
                    at=place,
                    why="The kubelet cannot mount the volume, and the Pod stays in "
                    "`ContainerCreating`.",
                    help="Write the name of the file. To choose the directory, set `mountPath`.",
                )


def _fault(path: str) -> str | None:
    """Why no file can have a path; empty if the path says it; None if one can."""
    if posixpath.normpath(path) == ".":
        return ""
    if any(len(part.encode()) > _LONGEST_PART for part in path.split("/")):
        return f", which has a name of more than {_LONGEST_PART} bytes"
    if len(path.encode()) > _LONGEST_PATH:
        return f", which has more than {_LONGEST_PATH} bytes"
    return None


def _paths(volume: Volume) -> Iterator[tuple[str, Place]]:
    projected = volume.projected.sources if volume.projected else ()
    listing: list[Any] = [volume.config_map, volume.secret, volume.downward_api]
    for each in projected:
        listing += [each.config_map, each.secret, each.downward_api]
        for single in (each.service_account_token, each.cluster_trust_bundle):
            if single and single.path:
                yield single.path, single.at / "path"
    for source in listing:
        for item in source.items if source else ():
            if item.path:
                yield item.path, item.at / "path"
