"""Where the images of databases keep their data.

From the ``VOLUME`` lines of their Dockerfiles and their pages on Docker Hub, checked in November
2026. Caches, and databases that are often used as caches, are not listed.
"""

from __future__ import annotations

from podlint.pods.images.families import name_of

__all__ = ["data_directory"]

_DIRECTORIES = {
    "arangodb": "/var/lib/arangodb3",
    "bitnami/cassandra": "/bitnami/cassandra",
    "bitnami/mariadb": "/bitnami/mariadb",
    "bitnami/mongodb": "/bitnami/mongodb",
    "bitnami/mysql": "/bitnami/mysql",
    "bitnami/postgresql": "/bitnami/postgresql",
    "cassandra": "/var/lib/cassandra",
    "clickhouse/clickhouse-server": "/var/lib/clickhouse",
    "couchdb": "/opt/couchdb/data",
    "mariadb": "/var/lib/mysql",
    "mcr.microsoft.com/mssql/server": "/var/opt/mssql",
    "mongo": "/data/db",
    "mysql": "/var/lib/mysql",
    "mysql/mysql-server": "/var/lib/mysql",
    "percona": "/var/lib/mysql",
    "pgvector/pgvector": "/var/lib/postgresql/data",
    "postgis/postgis": "/var/lib/postgresql/data",
    "postgres": "/var/lib/postgresql/data",
    "timescale/timescaledb": "/var/lib/postgresql/data",
}


def data_directory(image: str) -> str | None:
    """The directory in which a database keeps its data; None for other images."""
    return _DIRECTORIES.get(name_of(image) or "")
