"""An image that needs capabilities which its container drops."""

from __future__ import annotations

import posixpath

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.file_access.identity import Identity, identity_of
from podlint.file_access.image_advice import has_main_settings, instead_of_root
from podlint.pods.images.facts import Capabilities
from podlint.pods.images.needs import ImageNeeds, needs_of, runs_own_server

_DECISIVE = frozenset(("CHOWN", "SETGID", "SETUID"))
"""Without one of these, such an entry point stops. Others may be needed later, or not at all."""

_NEEDED_BY_PROGRAM = frozenset(("caddy", "httpd", "nginx"))
"""Images in which the program itself needs them, not only the entry point."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`CrashLoopBackOff` or `RunContainerError`; the log says `chown(...) failed (1: Operation "
        "not permitted)`, `setgid failed` or `operation not permitted`"
    ),
    asks_for=("drop",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: nginx:1.27
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities:
                      drop: [ALL]  # finding
                  #   ^^^^
                - name: db
                  image: postgres:17
                  securityContext:
                    capabilities: {drop: [ALL], add: [CHOWN]}  # finding
                - name: proxy
                  image: nginx:1.27
                  command: [nginx, -g, daemon off;]
                  securityContext:
                    capabilities: {drop: [SETUID]}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: unprivileged
              image: nginxinc/nginx-unprivileged:1.27
              securityContext: &dropping
                capabilities: {drop: [ALL]}
            - name: added
              image: nginx:1.27
              securityContext:
                capabilities:
                  drop: [ALL]
                  add: [CHOWN, SETGID, SETUID, NET_BIND_SERVICE]
            - name: other-user
              image: postgres:17
              securityContext:
                runAsUser: 999
                capabilities: {drop: [ALL]}
            - name: other-program
              image: postgres:17
              command: [pg_isready]
              securityContext: *dropping
            - name: own-settings
              image: nginx:1.27
              securityContext: *dropping
              volumeMounts:
                - {name: settings, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf}
            - name: harmless
              image: nginx:1.27
              securityContext:
                capabilities: {drop: [NET_RAW, MKNOD]}
            - name: copy
              image: registry.example.com/team/nginx:1.27
              securityContext: *dropping
          volumes:
            - name: settings
              configMap: {name: settings}
        """,
)
def dropped_capability_of_image(container: Container) -> Problems:
    """A container drops capabilities that its image needs to start.

    Many images start as root, prepare their directories, and then change to another user. For this,
    they need the capabilities CHOWN, SETGID and SETUID, which `drop: [ALL]` removes. In other
    images, the program file itself has a capability. It cannot be executed if the container drops
    this capability.

    podlint knows what some well-known images need. It reports only containers that start the
    image's own server as root. It does not report containers that mount a main configuration file,
    because this file may change the required capabilities.

    Use an image that is built to run without root, set `runAsUser` to the user of the image, or add
    the required capabilities in addition to `drop: [ALL]`.
    """
    context = container.security_context
    changes = context.capabilities if context else None
    needs = needs_of(container.image or "") if changes else None
    facts = needs.one(Capabilities) if needs else None
    if changes is None or needs is None or facts is None:
        return
    lacking = _lacking(identity_of(container), facts)
    if lacking and _runs(container, needs) and not has_main_settings(container, needs):
        image = shortened(container.image or "", 35)
        names = listed(lacking)
        yield Problem(
            f"image {image} needs {names}, which container `{container}` drops",
            at=changes.at / "drop",
            key=True,
            related=(Related("the image", container.at / "image"),),
            why="The program file has this capability, and cannot be executed without it."
            if facts.in_file
            else "The entry point starts as root and cannot change files or users: `Operation not "
            "permitted`.",
            help=_advice(needs, names, in_file=bool(facts.in_file)),
        )


def _advice(needs: ImageNeeds, names: str, *, in_file: bool) -> str:
    instead = None if in_file else instead_of_root(needs)
    if instead is None:
        return f"Add {names} to `capabilities.add`."
    return f"{instead[:1].upper()}{instead[1:]}, or add {names} to `capabilities.add`."


def _runs(container: Container, needs: ImageNeeds) -> bool:
    """Whether a container runs the server that needs the capabilities.

    The capabilities of the entry point are not needed if `command` replaces it.
    """
    if runs_own_server(container, needs):
        return True
    program = posixpath.basename(container.command[0]) if container.command else ""
    is_server = program in needs.image.programs and "-t" not in container.command
    return is_server and needs.name in _NEEDED_BY_PROGRAM


def _lacking(identity: Identity, facts: Capabilities) -> list[str]:
    """The capabilities whose lack stops the image."""
    in_file = [name for name in facts.in_file if name not in identity.perhaps_bounding]
    if in_file or not identity.is_root:
        return in_file
    lacking = [name for name in facts.as_root if identity.has(name) is False]
    return lacking if _DECISIVE.intersection(lacking) else []
