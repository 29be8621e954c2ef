"""A ConfigMap or Secret that is listed twice in `envFrom`."""

from podlint.authoring import Container, Place, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="variables of another ConfigMap or Secret are missing",
    asks_for=("envFrom",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: web}
                - secretRef: {name: web}
                - configMapRef:
                    name: web  # finding
                    #     ^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: wait:1
              envFrom:
                - configMapRef: {name: web}
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: web}
                - configMapRef: {name: web}
                  prefix: WEB_
                - secretRef: {name: web}
        """,
)
def repeated_environment_source(container: Container) -> Problems:
    """A container lists the same ConfigMap or Secret twice in `envFrom`.

    The second entry only changes the order of precedence: for each variable, the last source wins.
    Usually, the second entry should name a different ConfigMap or Secret, whose variables are now
    missing.

    Remove one of the entries, or correct its name.
    """
    seen: dict[tuple[str, str, str], Place] = {}
    for source in container.env_from:
        for kind, reference in (
            ("ConfigMap", source.config_map_ref),
            ("Secret", source.secret_ref),
        ):
            if reference is None or not reference.name:
                continue
            at = reference.at / "name"
            first = seen.setdefault((kind, reference.name, source.prefix or ""), at)
            if first is not at:
                yield Problem(
                    f"container `{container}` lists {kind} {reference.name} twice in `envFrom`",
                    at=at,
                    related=(Related("first entry", first),),
                    why="The second entry adds no variables. If it should name a different source, "
                    "the variables of that source are missing.",
                    help="Remove one of the entries, or correct its name.",
                )
