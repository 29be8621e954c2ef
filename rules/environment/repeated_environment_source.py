"""The same variables twice."""

from podlint.authoring import Container, Place, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="variables that another ConfigMap or Secret should bring are missing",
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
    """A container takes all entries of one ConfigMap or Secret twice.

    The second time changes nothing but the order in which values win: the last source of a name
    does. Most often another name was meant, and its variables are missing.

    Remove one of the two, or write the name that was meant.
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
                    f"all variables of {kind} {reference.name} are taken twice",
                    at=at,
                    related=(Related("the first time", first),),
                    help="Remove one of the two, or write the name that was meant.",
                )
