"""A key that a ConfigMap or Secret does not have."""

from collections.abc import Iterable

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.models.guess import nearest
from podlint.relations.definitions import binary_keys_of, keys_of
from podlint.relations.references import Reference, references_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    static_pods=False,
    symptom=(
        "`CreateContainerConfigError` with `couldn't find key`; for a volume, "
        "`ContainerCreating` and the event `FailedMount` with `references "
        "non-existent config key`"
    ),
    asks_for=("ConfigMap", "Secret"),
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          log-level: info
          app.ini: "[server]"
        binaryData:
          logo: iVBORw0KGgo=
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: images
        binaryData:
          logo: iVBORw0KGgo=
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: access
        stringData:
          password: abc
        ---
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
              initContainers:
                - name: set-up
                  image: app:1.4
                  env:
                    - name: PASSWORD
                      valueFrom:
                        secretKeyRef: {name: access, key: passwort}  # finding
                #                                         ^^^^^^^^
              containers:
                - name: app
                  image: app:1.4
                  envFrom:
                    - configMapRef: {name: images}  # finding
                    - configMapRef: {name: settings}
                  env:
                    - name: LOG_LEVEL
                      valueFrom:
                        configMapKeyRef:
                          name: settings
                          key: log_level  # finding
                  #            ^^^^^^^^^
                    - name: LOGO
                      valueFrom:
                        configMapKeyRef: {name: settings, key: logo}  # finding
              volumes:
                - name: settings
                  configMap:
                    name: settings
                    items:
                      - {key: server.ini, path: app.ini}  # finding
                - name: both
                  projected:
                    sources:
                      - secret:
                          name: access
                          items: [{key: token, path: token}]  # finding
        """,
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          log-level: info
        binaryData:
          logo.png: iVBORw0KGgo=
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: filled-in-later
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: certificates
          labels: {config.openshift.io/inject-trusted-cabundle: "true"}
        data:
          own.crt: abc
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: from-files
        data:
          sleep-interval: "25"
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: worker
        spec:
          containers:
            - name: worker
              image: worker:1
              volumeMounts: [{name: settings, mountPath: /etc/worker}]
          volumes:
            - name: settings
              configMap:
                name: from-files
                items: [{key: worker.conf, path: worker.conf}]
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: access
        data:
          user: YWJj
        stringData:
          password: abc
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "0 5 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: app
                      image: app:1.4
                      env:
                        - name: LOG_LEVEL
                          valueFrom:
                            configMapKeyRef: {name: settings, key: log-level}
                        - name: COLOUR
                          valueFrom:
                            configMapKeyRef: {name: settings, key: colour, optional: true}
                        - name: USER
                          valueFrom:
                            secretKeyRef: {name: access, key: user}
                        - name: PASSWORD
                          valueFrom:
                            secretKeyRef: {name: access, key: password}
                        - name: ELSEWHERE
                          valueFrom:
                            secretKeyRef: {name: elsewhere, key: password}
                        - name: LATER
                          valueFrom:
                            configMapKeyRef: {name: filled-in-later, key: a}
                  volumes:
                    - name: logo
                      configMap:
                        name: settings
                        items: [{key: logo.png, path: logo.png}]
                    - name: certificates
                      configMap:
                        name: certificates
                        items: [{key: ca-bundle.crt, path: ca.crt}]
        """,
)
def undefined_config_key(objects: ObjectSet) -> Problems:
    """A Pod uses a key that its ConfigMap or Secret does not have.

    If the environment of a container uses such a key, the container does not start. If the `items`
    of a volume list such a key, the volume cannot be mounted. This does not apply to references
    with `optional: true`.

    podlint checks only ConfigMaps and Secrets in the same manifests, including objects that a
    kustomization generates. It does not check an empty ConfigMap or Secret, because something else
    probably fills it later. It also does not check a ConfigMap or Secret if a patch or a controller
    may add keys to it. podlint does not report a key that looks like a file name, such as
    `app.conf`, if none of the ConfigMap's own keys looks like a file name. In that case, another
    variant of the ConfigMap is probably created from files.

    A variable can use only keys in `data` of a ConfigMap. podlint also reports a variable whose key
    is in `binaryData`, and an `envFrom` source whose keys are all in `binaryData`. Volumes can use
    keys in `data` and in `binaryData`.

    Correct the key, or add it to the ConfigMap or Secret.
    """
    if not objects.all_read:
        return
    for obj in objects.objects:
        if objects.is_fragment(obj):
            continue
        for reference in references_of(obj):
            if (reference.keys or reference.as_text) and not reference.optional:
                yield from _problems(objects, reference)


def _problems(objects: ObjectSet, reference: Reference) -> Problems:
    known = keys_of(objects, reference)
    binary = binary_keys_of(objects, reference) if known and reference.as_text else frozenset()
    if known and not reference.keys and known == binary:
        yield Problem(
            f"ConfigMap `{shortened(reference.name, 40)}` has keys only in `binaryData`",
            at=reference.at,
            related=_definition(objects, reference),
            why="`envFrom` uses only keys in `data`, so it sets no variables.",
            help="Move the keys to `data` as text, or mount the ConfigMap as a volume.",
        )
    for key, place in reference.keys if known else ():
        if known and key in known and key in binary:
            yield Problem(
                f"ConfigMap `{shortened(reference.name, 40)}` has key `{shortened(key, 40)}` only "
                "in `binaryData`",
                at=place,
                related=_definition(objects, reference),
                why=f"Variables can use only keys in `data`. {reference.symptom}",
                help="Move the key to `data` as text, or mount the ConfigMap as a volume.",
            )
        if known and key not in known:
            meant = nearest(key, sorted(known))
            if meant is None and _is_file(key) and not any(map(_is_file, known)):
                continue
            advice = f"Write `{meant}`." if meant else f"Use one of its keys: {_list(known)}."
            yield Problem(
                f"{reference.kind} {shortened(reference.name, 40)} has no key "
                f"`{shortened(key, 40)}`",
                at=place,
                related=_definition(objects, reference),
                why=reference.symptom,
                help=advice,
            )


def _definition(objects: ObjectSet, reference: Reference) -> tuple[Related, ...]:
    return tuple(
        Related(f"the {reference.kind} is defined here", obj.at / "metadata" / "name")
        for obj in objects.named(reference.kind)
        if obj.name == reference.name
    )[:1]


def _is_file(key: str) -> bool:
    return "." in key


def _list(keys: Iterable[str]) -> str:
    first, rest = sorted(keys)[:4], sorted(keys)[4:]
    shown = [f"`{shortened(each, 30)}`" for each in first]
    return f"{', '.join(shown)} and {len(rest)} more" if rest else listed(shown, "or")
