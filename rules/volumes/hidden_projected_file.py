"""Two sources of a projected volume with the same file."""

from __future__ import annotations

from podlint.authoring import ObjectSet, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.models.volume import Volume
from podlint.relations.definitions import keys_of
from podlint.relations.references import Reference, volume_references


@rule(
    severity=Severity.WARNING,
    since="0.2",
    static_pods=False,
    symptom="a file in the volume has unexpected content: files are missing in the container",
    asks_for=("projected",),
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: defaults
        data:
          app.ini: a=1
          log.ini: b=1
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
        data:
          app.ini: a=2
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              projected:
                sources:
                  - configMap: {name: defaults}
                  - configMap:
                      name: web  # finding
                      #     ^^^
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/web}
        """,
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: defaults
        data:
          app.ini: a=1
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
        data:
          web.ini: a=2
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: access
        stringData:
          app.ini: a=3
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: later
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              projected:
                sources:
                  - configMap: {name: defaults}
                  - configMap: {name: web}
                  - configMap: {name: later}
                  - configMap: {name: elsewhere}
                  - secret:
                      name: access
                      items: [{key: app.ini, path: secret.ini}]
            - name: unused
              projected:
                sources:
                  - configMap: {name: defaults}
                  - secret: {name: access}
            - name: defaults
              configMap: {name: defaults}
            - name: access
              secret: {secretName: access}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/web}
                - {name: defaults, mountPath: /etc/defaults}
                - {name: access, mountPath: /etc/access}
        """,
)
def hidden_projected_file(objects: ObjectSet) -> Problems:
    """Two sources of a projected volume have a file with the same path.

    The API server rejects equal paths only if the sources list them in `items`. Without `items`,
    each key of a ConfigMap or Secret is a file, and the file of the last source replaces the other
    files ([projected volumes](https://kubernetes.io/docs/concepts/storage/projected-volumes/)).
    podlint looks only at ConfigMaps and Secrets in the same manifests.

    Rename one of the keys, or list the keys of each source in `items`.
    """
    if not objects.all_read:
        return
    for pod in objects.whole_pods():
        used = {each.name for one in pod.spec.all_containers for each in one.volume_mounts}
        for volume in pod.spec.volumes:
            if volume.projected and volume.name in used:
                yield from _problems(objects, pod, volume)


def _problems(objects: ObjectSet, pod: PodTarget, volume: Volume) -> Problems:
    seen: dict[str, Reference] = {}
    for reference in volume_references(volume, pod.owner):
        if reference.keys:
            continue
        files = keys_of(objects, reference) or frozenset[str]()
        hidden = sorted(key for key in files if key in seen and seen[key].name != reference.name)
        if hidden:
            first = seen[hidden[0]]
            names = shortened(listed([f"`{shortened(key, 30)}`" for key in hidden[:2]]), 50)
            yield Problem(
                f"{reference.kind} {shortened(reference.name, 30)} replaces {names} of "
                f"{first.kind} {shortened(first.name, 30)}",
                at=reference.at,
                related=(Related("the source with the other file", first.at),),
                why="If several sources of a projected volume have the same file, the last source "
                "wins.",
                help="Rename one of the keys, or list the keys of each source in `items`.",
            )
        seen |= dict.fromkeys(files, reference)
