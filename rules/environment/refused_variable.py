"""A variable with which the image does not start."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.images.facts import Refuses
from podlint.pods.images.needs import needs_of, runs_own_server


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff`; the log says that a variable is deprecated or must not be set",
    asks_for=("env",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: services
        spec:
          containers:
            - name: queue
              image: rabbitmq:3.13-management
              env:
                - name: RABBITMQ_VM_MEMORY_HIGH_WATERMARK  # finding
                  #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  value: "0.6"
            - name: db
              image: mysql:8.4
              env:
                - {name: MYSQL_USER, value: root}  # finding
                - {name: MYSQL_ROOT_PASSWORD_FILE, value: /run/secrets/password}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: services
        spec:
          containers:
            - name: queue
              image: rabbitmq:3.13-management
              env:
                - {name: RABBITMQ_DEFAULT_USER, value: shop}
            - name: old-queue
              image: rabbitmq:3.8
              env:
                - {name: RABBITMQ_VM_MEMORY_HIGH_WATERMARK, value: "0.6"}
            - name: other-image
              image: bitnami/rabbitmq:latest
              env:
                - {name: RABBITMQ_VM_MEMORY_HIGH_WATERMARK, value: "0.6"}
            - name: db
              image: mysql:8.4
              env:
                - {name: MYSQL_USER, value: shop}
                - {name: MYSQL_ROOT_PASSWORD_FILE, value: /run/secrets/password}
            - name: client
              image: mysql:8.4
              command: [mysql]
              env:
                - {name: MYSQL_USER, value: root}
        """,
)
def refused_variable(container: Container) -> Problems:
    """A container sets a variable that makes the entry point of its image stop.

    Older images of RabbitMQ turned some variables into a configuration file. The image of RabbitMQ
    3.9 and later does not start if one of these variables is set. The image of MySQL does not
    create a database if `MYSQL_USER` is `root`, because this user exists anyway.

    podlint knows such variables of well-known images.

    Remove the variable, and configure the server in another way.
    """
    needs = needs_of(container.image or "")
    facts = needs.all(Refuses) if needs else ()
    if needs is None or not facts or not runs_own_server(container, needs):
        return
    for variable in container.env:
        for fact in facts:
            if not re.fullmatch(fact.names, variable.name or ""):
                continue
            if fact.value and not re.fullmatch(fact.value, variable.value or ""):
                continue
            if not fact.value and variable.value == "":
                continue
            value = f" `{fact.value}`" if fact.value else ""
            yield Problem(
                f"image {shortened(needs.name, 30)} does not start with{value} "
                f"`{shortened(variable.name or '', 50)}`"
                if not fact.value
                else f"image {shortened(needs.name, 30)} does not start if "
                f"`{shortened(variable.name or '', 50)}` is{value}",
                at=variable.at / "name",
                why=f"The entry point stops: `{shortened(fact.log, 120)}`.",
                help=f"{fact.instead[:1].upper()}{fact.instead[1:]}.",
            )
