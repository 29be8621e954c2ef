"""A variable whose value is the name of a variable in shell notation."""

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, pattern, rule
from podlint.document.shortening import shortened

_WHOLE = pattern(r"\$(?P<name>[A-Za-z_][A-Za-z0-9_]*)")
_OTHER_TEMPLATE = pattern(r"\$\{\w+\}|\{\{")


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="the log shows the literal text `$NAME`; `Unauthorized`, or no such host or file",
    asks_for=("env",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: TOKEN
                  value: $TOKEN  # finding
                  #      ^^^^^^
                - name: POD_IP
                  valueFrom: {fieldRef: {fieldPath: status.podIP}}
                - name: HOST
                  value: $POD_IP  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: TOKEN
                  value: $TOKEN
                - name: POD_IP
                  valueFrom: {fieldRef: {fieldPath: status.podIP}}
                - name: HOST
                  value: $(POD_IP)
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: POD_IP
                  valueFrom: {fieldRef: {fieldPath: status.podIP}}
                - {name: HOST, value: $(POD_IP)}
                - {name: PATTERN, value: "^a$"}
                - {name: PRICE, value: "$5"}
                - {name: PASSWORD, value: "$ecret#1"}
                - {name: SCRIPT, value: "echo $HOME"}
                - {name: PROMPT, value: $host}
                - {name: ESCAPED, value: $$POD_IP}
        """,
        """
        # Another tool fills in this manifest.
        apiVersion: v1
        kind: Pod
        metadata:
          name: ${NAME}
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: TOKEN, value: $TOKEN}
        """,
    ),
)
def dollar_name_as_value(container: Container) -> Problems:
    """The value of a variable is another variable's name in shell notation, such as `$TOKEN`.

    In `value`, Kubernetes replaces only `$(NAME)`. No shell reads the value, so the program gets
    the literal text `$NAME`. Kubernetes does not know the variables of the shell that runs
    `kubectl apply`.

    podlint reports a name that the container itself defines. It does not report manifests with
    other placeholders, because a tool such as `envsubst` probably fills them in.

    Write `$(NAME)` for another variable of the container, or take the value from a Secret or a
    ConfigMap with `valueFrom`.
    """
    names = {variable.name for variable in container.env}
    for variable in container.env:
        match = _WHOLE.fullmatch(variable.value or "")
        if match is None or match["name"] not in names:
            continue
        document = variable.at.document
        if document.unknown or _OTHER_TEMPLATE.search(document.text):
            return
        name, place = match["name"], variable.at / "value"
        own = name == variable.name
        short = shortened(name, 40)
        yield Problem(
            f"value of `{shortened(variable.name or '', 40)}` is the literal text `${short}`",
            at=place,
            fix=None
            if own
            else Fix(f"write $({short})", (SetValue(place.path, f"$({name})"),), safe=False),
            why=f"Kubernetes does not expand `${short}`, and no shell reads the value.",
            help="Take the value from a Secret or a ConfigMap with `valueFrom`, or write it here."
            if own
            else f"Write `$({short})`, which Kubernetes expands.",
        )
