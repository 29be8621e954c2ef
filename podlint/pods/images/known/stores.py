"""Stores of documents, keys and columns, caches, and search engines."""

from __future__ import annotations

from podlint.pods.images.facts import (
    Capabilities,
    Data,
    Holds,
    KnownImage,
    Lacks,
    Listens,
    Requires,
    Together,
    User,
    Writable,
)

CHECKED = "2026-11-30"

_MONGO = "https://github.com/docker-library/mongo docker-entrypoint.sh"
_MONGO_6 = "https://www.mongodb.com/docs/manual/release-notes/6.0-compatibility/"
_REDIS = "https://github.com/redis/docker-library-redis docker-entrypoint.sh"
_VALKEY = "https://github.com/valkey-io/valkey-container docker-entrypoint.sh"
_MEMCACHED = "https://github.com/docker-library/memcached Dockerfile"
_ELASTIC = "https://github.com/elastic/elasticsearch distribution/docker"
_OPENSEARCH = "https://docs.opensearch.org/latest/install-and-configure/install-opensearch/docker/"
_CASSANDRA = "https://github.com/docker-library/cassandra docker-entrypoint.sh"
_CLICKHOUSE = "https://github.com/ClickHouse/ClickHouse docker/server"
_COUCHDB = "https://github.com/apache/couchdb-docker docker-entrypoint.sh"
_ARANGO = "https://hub.docker.com/_/arangodb"

_NO_PROGRAM = "no such file or directory"
_STEPPING_DOWN = ("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID")

IMAGES = (
    KnownImage(
        "mongo",
        (
            User(_MONGO, number=0, steps_down_to=999),
            Capabilities(
                _MONGO, as_root=_STEPPING_DOWN, otherwise="`runAsUser: 999` and `fsGroup: 999`"
            ),
            Writable(_MONGO, path="/tmp", at_start=True, settings="/etc/mongo"),
            Writable(_MONGO, path="/data/configdb"),
            Data(_MONGO, path="/data/db", volume="/data/db", options=("--dbpath",)),
            Listens(
                _MONGO, ports=(27017,), settings=("/etc/mongo",), moved_by=(("--port", 27017),)
            ),
            Together(
                _MONGO,
                names=("MONGO_INITDB_ROOT_USERNAME", "MONGO_INITDB_ROOT_PASSWORD"),
                log="missing 'MONGO_INITDB_ROOT_USERNAME' or 'MONGO_INITDB_ROOT_PASSWORD'",
            ),
            Lacks(_MONGO_6, since=(6,), programs=("mongo",), instead="use `mongosh`"),
            Lacks(_MONGO_6, before=(5,), programs=("mongosh",), instead="use `mongo`"),
        ),
        words=("ubi8", "ubi9"),
        programs=("mongod",),
    ),
    KnownImage(
        "redis",
        (
            User(_REDIS, number=0, steps_down_to=999),
            Capabilities(
                _REDIS,
                before=(8,),
                as_root=("CHOWN", "SETGID", "SETUID"),
                otherwise="`runAsUser: 999`",
            ),
            Writable(_REDIS, path="/data"),
            Listens(
                _REDIS,
                ports=(6379,),
                settings=("/usr/local/etc/redis", "/etc/redis"),
                moved_by=(("--port", 6379),),
            ),
        ),
        programs=("redis-server",),
    ),
    KnownImage(
        "valkey/valkey",
        (
            User(_VALKEY, number=0, steps_down_to=999),
            Capabilities(
                _VALKEY, as_root=("CHOWN", "SETGID", "SETUID"), otherwise="`runAsUser: 999`"
            ),
            Writable(_VALKEY, path="/data"),
            Listens(
                _VALKEY,
                ports=(6379,),
                variables="VALKEY_EXTRA_FLAGS",
                settings=("/etc/valkey",),
                moved_by=(("--port", 6379),),
            ),
        ),
        programs=("valkey-server",),
    ),
    KnownImage(
        "memcached",
        (
            User(_MEMCACHED, number=11211, name="memcache"),
            Listens(_MEMCACHED, ports=(11211,)),
        ),
        programs=("memcached",),
    ),
    KnownImage(
        "cassandra",
        (
            User(_CASSANDRA, number=0, steps_down_to=999),
            Capabilities(
                _CASSANDRA, as_root=_STEPPING_DOWN, otherwise="`runAsUser: 999` and `fsGroup: 999`"
            ),
            Data(
                _CASSANDRA,
                path="/var/lib/cassandra",
                volume="/var/lib/cassandra",
                settings=("/etc/cassandra",),
            ),
        ),
        programs=("cassandra",),
    ),
    KnownImage(
        "elasticsearch",
        (
            User(_ELASTIC, since=(8, 9), number=1000, group=0),
            *(
                Writable(
                    _ELASTIC, path=path, at_start=True, settings="/usr/share/elasticsearch/config"
                )
                for path in ("/usr/share/elasticsearch/logs", "/tmp")
            ),
            Holds(_ELASTIC, path="/usr/share/elasticsearch", what="Elasticsearch", log=_NO_PROGRAM),
            Writable(_ELASTIC, path="/usr/share/elasticsearch/config"),
            Writable(_ELASTIC, path="/usr/share/elasticsearch/data"),
            Listens(
                _ELASTIC,
                ports=(9200, 9300),
                variables=r"(?i).*port.*|ES_SETTING_.*|.*\..*",
                settings=("/usr/share/elasticsearch/config",),
            ),
        ),
        also=("docker.elastic.co/elasticsearch/elasticsearch",),
    ),
    KnownImage(
        "opensearchproject/opensearch",
        (
            User(_OPENSEARCH, number=1000),
            *(
                Writable(
                    _OPENSEARCH,
                    path=path,
                    at_start=True,
                    settings="/usr/share/opensearch/config",
                    filled=path.endswith("config"),
                )
                for path in ("/usr/share/opensearch/config", "/usr/share/opensearch/logs", "/tmp")
            ),
            Holds(_OPENSEARCH, path="/usr/share/opensearch", what="OpenSearch", log=_NO_PROGRAM),
            Writable(_OPENSEARCH, path="/usr/share/opensearch/data"),
            Requires(
                _OPENSEARCH,
                since=(2, 12),
                names=(
                    "OPENSEARCH_INITIAL_ADMIN_PASSWORD",
                    "DISABLE_INSTALL_DEMO_CONFIG",
                    "DISABLE_SECURITY_PLUGIN",
                    r"plugins\.security\..*",
                ),
                settings=("/usr/share/opensearch/config",),
                log="No custom admin password found. Please provide a password via the "
                "environment variable OPENSEARCH_INITIAL_ADMIN_PASSWORD",
            ),
        ),
    ),
    KnownImage(
        "clickhouse/clickhouse-server",
        (
            User(_CLICKHOUSE, number=0, steps_down_to=101),
            Data(
                _CLICKHOUSE,
                path="/var/lib/clickhouse",
                volume="/var/lib/clickhouse",
                settings=("/etc/clickhouse-server",),
            ),
            Writable(_CLICKHOUSE, path="/var/log/clickhouse-server"),
        ),
        words=("head",),
    ),
    KnownImage(
        "couchdb",
        (
            User(_COUCHDB, number=0, steps_down_to=5984),
            Data(
                _COUCHDB,
                path="/opt/couchdb/data",
                volume="/opt/couchdb/data",
                settings=("/opt/couchdb/etc",),
            ),
            Requires(
                _COUCHDB,
                since=(3,),
                names=("COUCHDB_USER", "COUCHDB_PASSWORD"),
                settings=("/opt/couchdb/etc",),
                log='CouchDB 3.0+ will no longer run in "Admin Party" mode',
            ),
        ),
    ),
    KnownImage(
        "arangodb",
        (
            Data(
                _ARANGO,
                path="/var/lib/arangodb3",
                volume="/var/lib/arangodb3",
                settings=("/etc/arangodb3",),
            ),
            Requires(
                _ARANGO,
                names=(
                    "ARANGO_ROOT_PASSWORD",
                    "ARANGO_(?:ROOT_PASSWORD_FILE|NO_AUTH|RANDOM_ROOT_PASSWORD|ENCRYPTION_KEYFILE)",
                ),
                initial=True,
                log="error: database is uninitialized and password option is not specified",
            ),
        ),
    ),
)
