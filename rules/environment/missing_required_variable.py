"""A variable without which the image does not start."""

import re

from podlint.authoring import Container, ObjectSet, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.pods.images.facts import Requires, Together
from podlint.pods.images.needs import ImageNeeds, needs_of, runs_own_server
from podlint.pods.volumes.mounts import normal_path


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff`; the log says that a password or another variable is not specified",
    asks_for=("image",),
    bad=(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: postgres:16.4  # finding
                  #      ^^^^^^^^^^^^^
                  env:
                    - {name: POSTGRES_USER, value: shop}
                    - {name: POSTGRES_DB, value: shop}
                - name: documents
                  image: mongo:7.0  # finding
                  env:
                    - {name: MONGO_INITDB_ROOT_USERNAME, value: root}
        """,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: mysql
        data:
          MYSQL_DATABASE: shop
          MYSQL_USER: shop
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: mysql
        spec:
          selector:
            matchLabels: {app: mysql}
          template:
            metadata:
              labels: {app: mysql}
            spec:
              containers:
                - name: mysql
                  image: mysql:8.4  # finding
                  args: [--character-set-server=utf8mb4]
                  envFrom:
                    - configMapRef: {name: mysql}
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: mariadb
        stringData:
          ROOT_PASSWORD: "123"
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: databases
        spec:
          selector:
            matchLabels: {app: databases}
          template:
            metadata:
              labels: {app: databases}
            spec:
              containers:
                - name: password
                  image: postgres:16.4
                  env:
                    - name: POSTGRES_PASSWORD
                      valueFrom: {secretKeyRef: {name: db, key: password}}
                - name: password-file
                  image: postgres:16.4
                  env:
                    - {name: POSTGRES_PASSWORD_FILE, value: /run/secrets/password}
                - name: trust
                  image: postgres:16.4
                  env:
                    - {name: POSTGRES_HOST_AUTH_METHOD, value: trust}
                - name: prefix
                  image: mariadb:11.4
                  envFrom:
                    - prefix: MARIADB_
                      secretRef: {name: mariadb}
                - name: from-elsewhere
                  image: mysql:8.4
                  envFrom:
                    - secretRef: {name: of-another-repository}
                - name: random
                  image: percona:8.0
                  env:
                    - {name: MYSQL_RANDOM_ROOT_PASSWORD, value: "yes"}
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: backup
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: client
                  image: postgres:16.4
                  command: [pg_dump, -h, db]
                - name: arguments
                  image: postgres:16.4
                  args: [psql, -h, db]
                - name: version
                  image: postgres:16.4
                  args: [--version]
                - name: old
                  image: postgres:11.5
                - name: own
                  image: registry.example.com/team/postgres:16.4
                - name: pinned
                  image: postgres@sha256:4d8b1c5e0f2a4d8b1c5e0f2a4d8b1c5e0f2a4d8b
                - name: variant
                  image: postgres:16.4-team
                - name: without-users
                  image: mongo:7.0
                - name: entry-point
                  image: mysql:8.4
                  volumeMounts:
                    - {name: scripts, mountPath: /usr/local/bin/docker-entrypoint.sh, subPath: run}
              volumes:
                - name: scripts
                  configMap: {name: scripts, defaultMode: 0755}
        """,
    ),
)
def missing_required_variable(objects: ObjectSet) -> Problems:
    """A container does not set a variable that the entry point of its image requires.

    The entry point of a database image stops if it has to create a database and no variable sets
    the password of the administrator. The variable is needed only at the first start, when the data
    directory is empty. A volume that already contains a database hides the problem until the volume
    is replaced.

    podlint knows the variables of well-known images. It reports a container only if
    all of its variables are known: `envFrom` must use ConfigMaps and Secrets in the same manifests.
    It does not report a container with its own `command`, with `args` that run another program, or
    with an image that is known only by its digest.

    Set the variable, for example from a Secret with `secretKeyRef`.
    """
    if not objects.all_read:
        return
    for pod in objects.whole_pods():
        for container in pod.spec.all_containers:
            needs = needs_of(container.image or "")
            if needs and _may_lack(container, needs):
                yield from _problems(container, needs, pod, objects)


def _problems(
    container: Container, needs: ImageNeeds, pod: PodTarget, objects: ObjectSet
) -> Problems:
    # Most Pods have no such image: they do not load these modules.
    from podlint.relations.variables import variable_names

    names = None if _is_completed(pod) else variable_names(container, pod.owner, objects)
    if names is None:
        return
    for fact in needs.all(Requires):
        if not _is_met(fact, names, container):
            yield _missing(container, needs, fact)
            break
    for pair in needs.all(Together):
        missing = [each for each in pair.names if not {each, f"{each}_FILE"} & names]
        if 0 < len(missing) < len(pair.names):
            yield _half(container, needs, pair, missing[0])


def _is_completed(pod: PodTarget) -> bool:
    """Whether a controller or a webhook adds variables to the containers."""
    from podlint.pods.additions import additions_to

    return ("." in pod.owner.group and not pod.owner.group.endswith(".k8s.io")) or any(
        each != "JOB_COMPLETION_INDEX" for each in additions_to(pod).variables
    )


def _may_lack(container: Container, needs: ImageNeeds) -> bool:
    return (
        any(isinstance(each, (Requires, Together)) for each in needs.facts)
        and runs_own_server(container, needs)
        and not any("entrypoint.sh" in (each.mount_path or "") for each in container.volume_mounts)
    )


def _is_met(fact: Requires, names: frozenset[str], container: Container) -> bool:
    return any(re.fullmatch(each, name) for each in fact.names for name in names) or any(
        f"{normal_path(mount.mount_path or '/')}/".startswith(f"{folder}/")
        or f"{folder}/".startswith(f"{normal_path(mount.mount_path or '/').rstrip('/')}/")
        for folder in fact.settings
        for mount in container.volume_mounts
    )


def _missing(container: Container, needs: ImageNeeds, fact: Requires) -> Problem:
    begin = "If the data directory is empty, the" if fact.initial else "The"
    others = [each for each in fact.names[1:] if re.fullmatch(r"\w+", each)]
    instead = f", or set {listed([f'`{each}`' for each in others], 'or')} instead" if others else ""
    return Problem(
        f"container `{shortened(str(container), 30)}` does not set `{fact.names[0]}`, which "
        f"image {shortened(needs.name, 30)} requires",
        at=container.at / "image",
        part="name",
        why=f"{begin} entry point stops: `{shortened(fact.log, 100)}`.",
        help=f"Set `{fact.names[0]}`{instead}. Read passwords from a Secret with `secretKeyRef`.",
    )


def _half(container: Container, needs: ImageNeeds, pair: Together, missing: str) -> Problem:
    given = next(each for each in pair.names if each != missing)
    return Problem(
        f"container `{shortened(str(container), 30)}` sets `{given}` without `{missing}`",
        at=container.at / "image",
        part="name",
        why=f"The entry point of image {shortened(needs.name, 30)} stops: `{pair.log}`.",
        help=f"Set `{missing}` too, or remove `{given}`.",
    )
