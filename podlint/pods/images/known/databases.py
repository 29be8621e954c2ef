"""Relational databases."""

from __future__ import annotations

from podlint.pods.images.facts import (
    Capabilities,
    Data,
    KnownImage,
    Lacks,
    Listens,
    Refuses,
    Requires,
    User,
    Writable,
)

CHECKED = "2026-11-30"

_POSTGRES = "https://github.com/docker-library/postgres docker-entrypoint.sh"
_POSTGRES_18 = "https://github.com/docker-library/postgres/pull/1259"
_POSTGRES_DOCS = "https://hub.docker.com/_/postgres (PGDATA)"
_MYSQL = "https://github.com/docker-library/mysql docker-entrypoint.sh"
_MARIADB = "https://github.com/MariaDB/mariadb-docker docker-entrypoint.sh"
_MARIADB_11 = "https://mariadb.com/kb/en/mariadb-11-0-1-release-notes/#docker-official-images"
_MSSQL = "https://learn.microsoft.com/sql/linux/sql-server-linux-configure-environment-variables"
_BITNAMI = "https://github.com/bitnami/containers"

_STEPPING_DOWN = ("CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID")
_SQL_VARIABLES = r"(?:MYSQL|MARIADB)_(?:ALLOW_EMPTY|RANDOM)_(?:ROOT_)?PASSWORD"

_PASSWORD_OF_POSTGRES = (
    ((12, 3), ()),
    ((11, 8), (12,)),
    ((10, 13), (11,)),
    ((9, 6, 18), (10,)),
    ((9, 5, 22), (9, 6)),
    ((9, 4, 26), (9, 5)),
)
"""The releases after docker-library/postgres#658, which made the password required."""

_OF_POSTGRES = (
    User(_POSTGRES, number=0, steps_down_to=999, unless="alpine"),
    User(_POSTGRES, number=0, steps_down_to=70, variant="alpine"),
    Capabilities(
        _POSTGRES,
        as_root=_STEPPING_DOWN,
        otherwise="`runAsUser` and `fsGroup` with the ID of its user",
    ),
    Writable(
        _POSTGRES,
        path="/run/postgresql",
        alias="/var/run/postgresql",
        at_start=True,
        settings="/etc/postgresql",
    ),
    Data(
        _POSTGRES_DOCS,
        before=(18,),
        path="/var/lib/postgresql/data",
        volume="/var/lib/postgresql/data",
        variables="PGDATA",
        options=("-D", "--data-directory", "--data_directory", "data_directory"),
        refuses_files=True,
    ),
    Data(
        _POSTGRES_18,
        since=(18,),
        path="/var/lib/postgresql",
        volume="/var/lib/postgresql",
        variables="PGDATA",
        options=("-D", "--data-directory", "--data_directory", "data_directory"),
        refuses_mount="/var/lib/postgresql/data",
    ),
    Listens(
        _POSTGRES,
        ports=(5432,),
        variables="PGPORT|PGDATA",
        settings=("/etc/postgresql",),
        moved_by=(("-p", 5432), ("PGPORT", 5432)),
    ),
    *(
        Requires(
            _POSTGRES,
            since=since,
            before=before,
            names=("POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE", "POSTGRES_HOST_AUTH_METHOD"),
            initial=True,
            log="Database is uninitialized and superuser password is not specified",
        )
        for since, before in _PASSWORD_OF_POSTGRES
    ),
)

_OF_MYSQL = (
    User(_MYSQL, number=0, steps_down_to=999),
    Capabilities(
        _MYSQL,
        as_root=_STEPPING_DOWN,
        otherwise="`runAsUser: 999` and `fsGroup: 999`",
    ),
    Writable(
        _MYSQL, path="/run/mysqld", alias="/var/run/mysqld", at_start=True, settings="/etc/mysql"
    ),
    Writable(_MYSQL, path="/tmp", at_start=True, settings="/etc/mysql"),
    Data(
        _MYSQL,
        path="/var/lib/mysql",
        volume="/var/lib/mysql",
        options=("--datadir", "-h"),
        settings=("/etc/mysql", "/etc/my.cnf", "/etc/my.cnf.d"),
    ),
    Requires(
        _MYSQL,
        names=("MYSQL_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD_FILE", _SQL_VARIABLES),
        initial=True,
        log="Database is uninitialized and password option is not specified",
    ),
    Refuses(
        _MYSQL,
        names="MYSQL_USER",
        value="root",
        instead="remove `MYSQL_USER`; `MYSQL_ROOT_PASSWORD` is the password of root",
        log='MYSQL_USER="root", MYSQL_USER and MYSQL_PASSWORD are for configuring a regular user',
    ),
)

_BITNAMI_PASSWORDS = {
    "mariadb": "MARIADB_ROOT_PASSWORD",
    "mongodb": "MONGODB_ROOT_PASSWORD",
    "mysql": "MYSQL_ROOT_PASSWORD",
    "postgresql": "POSTGRESQL_PASSWORD",
}

IMAGES = (
    KnownImage("postgres", _OF_POSTGRES, programs=("postgres",)),
    KnownImage(
        "pgvector/pgvector",
        _OF_POSTGRES,
        tag=r"(?:[\d.]+-)?pg(?P<version>\d+)(?:-\w+)?",
        programs=("postgres",),
    ),
    KnownImage(
        "postgis/postgis",
        _OF_POSTGRES,
        tag=r"(?P<version>\d+)-[\d.]+(?:-(?:alpine|trixie|bookworm|bullseye))?",
        programs=("postgres",),
    ),
    KnownImage(
        "timescale/timescaledb",
        tuple(each for each in _OF_POSTGRES if not isinstance(each, User)),
        tag=r"(?:latest|[\d.]+)-pg(?P<version>\d+)",
        programs=("postgres",),
    ),
    KnownImage(
        "mysql",
        (
            *_OF_MYSQL,
            Listens(
                _MYSQL,
                ports=(3306,),
                variables="MYSQL_TCP_PORT",
                settings=("/etc/mysql", "/etc/my.cnf"),
            ),
        ),
        words=("lts", "innovation", "debian", "oracle", r"oraclelinux\d"),
        programs=("mysqld",),
    ),
    KnownImage(
        "percona",
        (*(each for each in _OF_MYSQL if isinstance(each, (Data, Requires))),),
        also=("percona/percona-server",),
        words=("ps", "psmdb", "centos"),
        programs=("mysqld",),
    ),
    KnownImage(
        "mariadb",
        (
            User(_MARIADB, number=0, steps_down_to=999),
            Capabilities(
                _MARIADB,
                as_root=_STEPPING_DOWN,
                otherwise="`runAsUser: 999` and `fsGroup: 999`",
            ),
            Writable(
                _MARIADB,
                path="/run/mysqld",
                alias="/var/run/mysqld",
                at_start=True,
                settings="/etc/mysql",
            ),
            Writable(_MARIADB, path="/tmp", at_start=True, settings="/etc/mysql"),
            Data(
                _MARIADB,
                path="/var/lib/mysql",
                volume="/var/lib/mysql",
                options=("--datadir", "-h"),
                settings=("/etc/mysql", "/etc/my.cnf", "/etc/my.cnf.d"),
            ),
            Listens(_MARIADB, ports=(3306,), variables="MYSQL_TCP_PORT", settings=("/etc/mysql",)),
            Requires(
                _MARIADB,
                names=(
                    "MARIADB_ROOT_PASSWORD",
                    "(?:MYSQL|MARIADB)_ROOT_PASSWORD(?:_HASH)?(?:_FILE)?",
                    _SQL_VARIABLES,
                ),
                initial=True,
                settings=("/docker-entrypoint-initdb.d",),
                log="Database is uninitialized and password option is not specified",
            ),
            Lacks(
                _MARIADB_11,
                since=(11,),
                programs=(
                    "mysql",
                    "mysqladmin",
                    "mysqldump",
                    "mysqlcheck",
                    "mysql_upgrade",
                ),
                instead="use `mariadb`, `mariadb-admin`, or another program that begins with "
                "`mariadb`",
            ),
        ),
        words=("lts", "ubi9", "rc", "noble", "verylatest"),
        programs=("mariadbd", "mysqld"),
    ),
    KnownImage(
        "mcr.microsoft.com/mssql/server",
        (
            User(_MSSQL, since=(2019,), number=10001, name="mssql"),
            Data(_MSSQL, path="/var/opt/mssql"),
            Requires(
                _MSSQL,
                names=("ACCEPT_EULA", "accept_eula"),
                settings=("/var/opt/mssql",),
                log="The SQL Server End-User License Agreement (EULA) must be accepted",
            ),
            Requires(
                _MSSQL,
                names=("MSSQL_SA_PASSWORD", "SA_PASSWORD"),
                initial=True,
                log="The SQL Server system administrator (SA) password is not set",
            ),
        ),
        tag=r"(?P<version>20\d\d)-.*",
    ),
    KnownImage(
        "bitnami/cassandra",
        (
            User(_BITNAMI, number=1001),
            Data(_BITNAMI, path="/bitnami/cassandra"),
        ),
        words=(r"debian", r"r\d+"),
    ),
    *(
        KnownImage(
            f"bitnami/{name}",
            (
                User(_BITNAMI, number=1001),
                Data(_BITNAMI, path=f"/bitnami/{name}"),
                Requires(
                    _BITNAMI,
                    names=(password, "ALLOW_EMPTY_PASSWORD", ".*PASSWORD.*|.*PASSFILE.*|.*_MODE"),
                    initial=True,
                    settings=("/opt/bitnami",),
                    log="Set the environment variable ALLOW_EMPTY_PASSWORD=yes to allow the "
                    "container to be started with blank passwords",
                ),
            ),
            words=(r"debian", r"r\d+"),
        )
        for name, password in _BITNAMI_PASSWORDS.items()
    ),
)
