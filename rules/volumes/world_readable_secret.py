"""Secrets that every user in a container can read."""

from podlint.authoring import Place, PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.models.projection import ProjectedVolumeSource
from podlint.models.volume_source import KeyToPath, SecretVolumeSource

_DEFAULT = 0o644
_OTHERS = 0o007
_PUBLIC = pattern(r"\.(?:crt|cer|cert|pub)$|^(?:ca|ca-bundle|tls|known_hosts)(?:\.crt|\.pem)?$")


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`Permissions 0644 for '...' are too open` or `bad permissions: ignore key`; or every "
        "user in the container can read the Secret"
    ),
    asks_for=("secret",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: keys
              secret:  # finding
        #     ^^^^^^
                secretName: keys
            - name: written
              secret:
                secretName: keys
                defaultMode: 0444  # finding
            - name: items
              projected:
                defaultMode: 0400
                sources:
                  - secret:
                      name: keys
                      items:
                        - {key: id, path: id_rsa, mode: 0644}  # finding
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: keys, mountPath: /keys}
                - {name: written, mountPath: /written}
                - {name: items, mountPath: /items}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: keys
              secret: {secretName: keys, defaultMode: 0400}
            - name: group
              secret: {secretName: keys, defaultMode: 288}
            - name: certificate
              secret:
                secretName: tls
                items: [{key: ca.crt, path: ca.crt}]
            - name: both
              projected:
                sources:
                  - configMap: {name: settings}
                  - secret:
                      name: keys
                      items: [{key: id, path: id_rsa, mode: 0400}]
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: keys, mountPath: /keys}
                - {name: group, mountPath: /group}
                - {name: certificate, mountPath: /certificate}
                - {name: both, mountPath: /both}
        """,
)
def world_readable_secret(pod: PodTarget) -> Problems:
    """Every user in the container can read the files of a Secret.

    The default mode is 0644, so a program that runs as another user in the container can read the
    files. Programs such as ssh also refuse private keys that other users can read. podlint does not
    report files that contain only certificates.

    Set `defaultMode: 0400` (256 in JSON). If the program does not run as root, set `0440` (288 in
    JSON) and an `fsGroup`.
    """
    for volume in pod.spec.volumes:
        if volume.secret:
            yield from _too_open(volume.secret.items, volume.secret, volume.secret.at)
        for source in volume.projected.sources if volume.projected else ():
            if source.secret and volume.projected:
                yield from _too_open(source.secret.items, volume.projected, source.secret.at)


def _too_open(
    items: list[KeyToPath], holder: SecretVolumeSource | ProjectedVolumeSource, source: Place
) -> Problems:
    default = _DEFAULT if holder.default_mode is None else holder.default_mode
    for item in items:
        if item.mode is not None and item.mode & _OTHERS:
            yield _problem(item.mode, item.at / "mode")
    inherits = [item for item in items if item.mode is None]
    private = [item for item in inherits if not _PUBLIC.search(item.path or "")]
    if default & _OTHERS and (private or not items):
        written = holder.default_mode is not None
        yield _problem(default, holder.at / "defaultMode" if written else source)


def _problem(mode: int, at: Place) -> Problem:
    field = "mode" if at.path[-1] == "mode" else "defaultMode"
    return Problem(
        f"mode {mode:04o} lets every user in the container read the Secret's files",
        at=at,
        why="Programs such as ssh refuse private keys with these permissions.",
        help=f"Set `{field}: 0400` (256 in JSON), or `0440` (288) with an `fsGroup` if the "
        "program does not run as root.",
    )
