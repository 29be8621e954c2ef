"""A name or key in a volume that no object can have."""

from __future__ import annotations

import re

from podlint.authoring import PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.relations.references import volume_references

_SUBDOMAIN = pattern(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", re.ASCII)
_KEY = pattern(r"[-._a-zA-Z0-9]+", re.ASCII)
_MOST = 253


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "the Pod stays `ContainerCreating`; the event `FailedMount` with `not found` or "
        "`references non-existent config key`; for a claim, Pending"
    ),
    asks_for=("volumes",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: app_settings}  # finding
              #                 ^^^^^^^^^^^^
            - name: keys
              secret:
                secretName: keys
                items:
                  - {key: tls/server.key, path: server.key}  # finding
            - name: data
              persistentVolumeClaim: {claimName: Data}  # finding
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/app}
                - {name: keys, mountPath: /etc/keys}
                - {name: data, mountPath: /data}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: app.settings-1}
            - name: keys
              secret:
                secretName: keys
                items:
                  - {key: server_KEY.pem, path: tls/server.key}
            - name: optional
              configMap: {name: App_Settings, optional: true}
            - name: filled-in
              configMap: {name: "${NAME}_settings"}
            - name: template
              persistentVolumeClaim: {claimName: "<CLAIM>"}
            - name: unused
              secret: {secretName: NOT_USED}
            - name: on-node
              hostPath: {path: /var/lib/App_Data}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/app}
                - {name: keys, mountPath: /etc/keys}
                - {name: optional, mountPath: /etc/optional}
                - {name: filled-in, mountPath: /etc/filled-in}
                - {name: template, mountPath: /etc/template}
                - {name: on-node, mountPath: /node}
        """,
)
def impossible_volume_reference(pod: PodTarget) -> Problems:
    """A volume refers to a name or a key that no ConfigMap, Secret or claim can have.

    The API server does not check these names in volumes. A name can contain only lowercase letters,
    digits, `-` and `.`. A key can contain only letters, digits, `-`, `_` and `.`
    ([Names](https://kubernetes.io/docs/concepts/overview/working-with-objects/names/)). Therefore,
    the object or key cannot exist, and the volume is never mounted.

    Write the name of the object, or the key as it appears in the object. To place a file in a
    subdirectory, set `path`.
    """
    containers = pod.spec.all_containers
    used = {mount.name for each in containers for mount in each.volume_mounts}
    for volume in pod.spec.volumes:
        if containers and volume.name not in used:
            continue
        for reference in volume_references(volume, pod.owner):
            if reference.optional or reference.kind == "StorageClass":
                continue
            name = reference.name
            if _is_literal(name) and (len(name) > _MOST or not _SUBDOMAIN.fullmatch(name)):
                yield Problem(
                    f"no {reference.kind} can have the name `{shortened(name, 40)}`",
                    at=reference.at,
                    why=reference.symptom,
                    help="Use lowercase letters, digits, `-` and `.`, as in the name of the "
                    "object.",
                )
            for key, place in reference.keys:
                if _is_literal(key) and not _KEY.fullmatch(key):
                    yield Problem(
                        f"no {reference.kind} can have the key `{shortened(key, 40)}`",
                        at=place,
                        why="The kubelet cannot mount the volume, and the Pod stays in "
                        "`ContainerCreating`.",
                        help="Write the key as it appears in the object, with letters, digits, "
                        "`-`, `_` "
                        "and `.`.",
                    )


def _is_literal(text: str) -> bool:
    return not any(mark in text for mark in "{}$<>%@")
