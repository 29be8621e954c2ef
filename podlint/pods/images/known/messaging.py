"""Message brokers, and what they need to coordinate."""

from __future__ import annotations

from podlint.pods.images.facts import (
    Capabilities,
    Data,
    KnownImage,
    Listens,
    Reads,
    Refuses,
    Requires,
    User,
    Writable,
)

CHECKED = "2026-11-30"

_RABBIT = "https://github.com/docker-library/rabbitmq docker-entrypoint.sh"
_KAFKA = "https://github.com/apache/kafka docker/jvm/Dockerfile"
_CONFLUENT = "https://github.com/confluentinc/cp-docker-images/issues/388"
_CONFLUENT_IMAGES = "https://github.com/confluentinc/kafka-images"
_CONFLUENT_REGISTRY = "https://github.com/confluentinc/schema-registry-images"
_ZOOKEEPER = "https://github.com/31z4/zookeeper-docker docker-entrypoint.sh"
_NATS = "https://github.com/nats-io/nats-docker"
_MOSQUITTO = "https://github.com/eclipse-mosquitto/mosquitto docker"

IMAGES = (
    KnownImage(
        "rabbitmq",
        (
            User(_RABBIT, number=0, steps_down_to=999, unless="alpine"),
            User(_RABBIT, number=0, steps_down_to=100, group=101, variant="alpine"),
            Capabilities(
                _RABBIT,
                as_root=("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"),
                otherwise="`runAsUser: 999`",
            ),
            Writable(_RABBIT, path="/var/lib/rabbitmq", at_start=True),
            Writable(_RABBIT, path="/var/log/rabbitmq"),
            Listens(
                _RABBIT,
                unless="management",
                ports=(4369, 5671, 5672, 15691, 15692, 25672),
                variables="RABBITMQ_(?!DEFAULT_|ERLANG_COOKIE).*|ERL_.*",
                settings=("/etc/rabbitmq", "/opt/rabbitmq"),
            ),
            Listens(
                _RABBIT,
                variant="management",
                ports=(4369, 5671, 5672, 15671, 15672, 15691, 15692, 25672),
                variables="RABBITMQ_(?!DEFAULT_|ERLANG_COOKIE).*|ERL_.*",
                settings=("/etc/rabbitmq", "/opt/rabbitmq"),
            ),
            Refuses(
                _RABBIT,
                since=(3, 9),
                names="RABBITMQ_DEFAULT_(?:PASS|USER)_FILE|RABBITMQ_VM_MEMORY_HIGH_WATERMARK"
                "|RABBITMQ_(?:MANAGEMENT_)?SSL_(?:CACERTFILE|CERTFILE|DEPTH|FAIL_IF_NO_PEER_CERT"
                "|KEYFILE|VERIFY)",
                instead="set it in a configuration file in `/etc/rabbitmq/conf.d`",
                log="error: deprecated environment variables detected",
            ),
        ),
        words=("management",),
        programs=("rabbitmq-server",),
    ),
    KnownImage(
        "apache/kafka",
        (
            User(_KAFKA, number=None, name="appuser"),
            Writable(_KAFKA, path="/var/lib/kafka/data"),
            Writable(_KAFKA, path="/opt/kafka/logs", at_start=True),
            Writable(_KAFKA, path="/opt/kafka/config", at_start=True),
            Writable(_KAFKA, path="/tmp"),
            Listens(
                _KAFKA,
                ports=(9092, 9093),
                variables="KAFKA_.*|.*LISTEN.*",
                settings=("/mnt/shared/config", "/opt/kafka"),
            ),
        ),
    ),
    KnownImage(
        "confluentinc/cp-kafka",
        (
            User(_CONFLUENT_IMAGES, since=(6,), number=None, name="appuser"),
            Writable(_CONFLUENT_IMAGES, path="/var/lib/kafka/data"),
            Writable(_CONFLUENT_IMAGES, path="/etc/kafka", at_start=True),
            Requires(
                _CONFLUENT_IMAGES,
                names=("KAFKA_ADVERTISED_LISTENERS", "KAFKA_(?:ADVERTISED_.*|PROCESS_ROLES)"),
                settings=("/etc/kafka", "/etc/confluent"),
                log="KAFKA_ADVERTISED_LISTENERS is required",
            ),
            Reads(
                _CONFLUENT,
                variable="KAFKA_PORT",
                log="port is deprecated. Please use KAFKA_ADVERTISED_LISTENERS instead",
            ),
        ),
    ),
    KnownImage(
        "confluentinc/cp-schema-registry",
        (
            User(_CONFLUENT_REGISTRY, since=(6,), number=None, name="appuser"),
            Requires(
                _CONFLUENT_REGISTRY,
                names=(
                    "SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS",
                    "SCHEMA_REGISTRY_KAFKASTORE_CONNECTION_URL",
                ),
                settings=("/etc/schema-registry", "/etc/confluent"),
                log="SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS is required",
            ),
            Reads(
                _CONFLUENT_REGISTRY,
                variable="SCHEMA_REGISTRY_PORT",
                log="PORT is deprecated. Please use SCHEMA_REGISTRY_LISTENERS instead",
            ),
        ),
    ),
    KnownImage(
        "zookeeper",
        (
            User(_ZOOKEEPER, number=0, steps_down_to=1000),
            Capabilities(
                _ZOOKEEPER,
                as_root=("CHOWN", "SETGID", "SETUID"),
                otherwise="`runAsUser: 1000`",
            ),
            Writable(_ZOOKEEPER, path="/conf", at_start=True),
            Writable(_ZOOKEEPER, path="/data", at_start=True),
            Writable(_ZOOKEEPER, path="/datalog", at_start=True),
            Writable(_ZOOKEEPER, path="/logs"),
            Data(_ZOOKEEPER, path="/data", volume="/data", variables="ZOO_DATA_DIR", lasting=False),
            Listens(
                _ZOOKEEPER,
                ports=(2181, 2888, 3888, 8080),
                variables="ZOO_.*|.*PORT.*|JVMFLAGS|.*OPTS",
                settings=("/conf",),
            ),
        ),
        programs=("zkServer.sh",),
    ),
    KnownImage(
        "nats",
        (Listens(_NATS, ports=(4222, 6222, 8222), settings=("/etc/nats", "/nats-server.conf")),),
        words=("linux", "scratch", "nanoserver"),
    ),
    KnownImage(
        "eclipse-mosquitto",
        (
            Writable(_MOSQUITTO, path="/mosquitto/data"),
            Writable(_MOSQUITTO, path="/mosquitto/log"),
        ),
        words=("openssl",),
    ),
)
