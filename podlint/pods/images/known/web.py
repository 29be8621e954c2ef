"""Web servers, proxies, and programs that are served by them."""

from __future__ import annotations

from podlint.pods.images.facts import (
    Capabilities,
    Configuration,
    Holds,
    KnownImage,
    Listens,
    Requires,
    User,
    Writable,
)

CHECKED = "2026-11-30"

_NGINX = "https://github.com/nginx/docker-nginx Dockerfile-debian.template"
_UNPRIVILEGED = "https://github.com/nginx/docker-nginx-unprivileged Dockerfile-debian.template"
_HTTPD = "https://github.com/docker-library/httpd Dockerfile"
_HAPROXY = "https://github.com/docker-library/haproxy Dockerfile"
_TRAEFIK = "https://github.com/traefik/traefik-library-image"
_ENVOY = "https://github.com/envoyproxy/envoy distribution/docker/docker-entrypoint.sh"
_CADDY = "https://github.com/caddyserver/caddy-docker Dockerfile"
_WORDPRESS = "https://github.com/docker-library/wordpress docker-entrypoint.sh"
_TOMCAT = "https://github.com/docker-library/tomcat Dockerfile"
_PGADMIN = "https://github.com/pgadmin-org/pgadmin4 pkg/docker/entrypoint.sh"
_WHOAMI = "https://github.com/traefik/whoami"

_LOGS_OF_NGINX = Holds(
    "https://github.com/nginx/docker-nginx Dockerfile; https://github.com/knative/serving/issues/3809",
    path="/var/log/nginx",
    what="links for the logs",
    settings="/etc/nginx",
    log='could not open error log file: open() "/var/log/nginx/error.log" failed',
)

IMAGES = (
    KnownImage(
        "nginx",
        (
            User(_NGINX, number=0, steps_down_to=101),
            Capabilities(
                _NGINX,
                as_root=("CHOWN", "NET_BIND_SERVICE", "SETGID", "SETUID"),
                otherwise="the image `nginxinc/nginx-unprivileged`, which listens on 8080",
            ),
            Writable(_NGINX, path="/var/cache/nginx", at_start=True, settings="/etc/nginx"),
            Writable(_NGINX, path="/run", alias="/var/run", at_start=True, settings="/etc/nginx"),
            _LOGS_OF_NGINX,
            Listens(
                _NGINX,
                ports=(80,),
                settings=("/etc/nginx", "/docker-entrypoint.d"),
            ),
        ),
        words=("mainline", "stable", "perl", "otel"),
        programs=("nginx", "nginx-debug"),
    ),
    KnownImage(
        "nginxinc/nginx-unprivileged",
        (
            User(_UNPRIVILEGED, number=101, group=0),
            Writable(_UNPRIVILEGED, path="/tmp", at_start=True, settings="/etc/nginx"),
            _LOGS_OF_NGINX,
            Listens(
                _UNPRIVILEGED,
                ports=(8080,),
                settings=("/etc/nginx", "/docker-entrypoint.d"),
            ),
        ),
        also=("ghcr.io/nginx/nginx-unprivileged", "public.ecr.aws/nginx/nginx-unprivileged"),
        words=("mainline", "stable", "perl", "otel"),
        programs=("nginx", "nginx-debug"),
    ),
    KnownImage(
        "httpd",
        (
            User(_HTTPD, number=0, steps_down_to=33),
            Writable(
                _HTTPD,
                path="/usr/local/apache2/logs",
                at_start=True,
                settings="/usr/local/apache2/conf",
            ),
            Listens(_HTTPD, ports=(80,), settings=("/usr/local/apache2/conf",)),
        ),
        programs=("httpd-foreground",),
    ),
    KnownImage(
        "haproxy",
        (
            User(_HAPROXY, since=(2, 4), number=99, name="haproxy"),
            User(_HAPROXY, before=(2, 4), number=0),
            Writable(_HAPROXY, path="/var/lib/haproxy"),
            Configuration(_HAPROXY, path="/usr/local/etc/haproxy/haproxy.cfg"),
        ),
        words=("lts",),
        programs=("haproxy",),
    ),
    KnownImage(
        "traefik",
        (
            User(_TRAEFIK, number=0),
            Listens(
                _TRAEFIK,
                ports=(80, 8080),
                variables="TRAEFIK_.*",
                settings=("/etc/traefik", "/config"),
            ),
        ),
        words=("windowsservercore", "nanoserver", "picodon", "mimolette", "comte"),
        programs=("traefik",),
    ),
    KnownImage(
        "envoyproxy/envoy",
        (
            User(_ENVOY, number=0, steps_down_to=101, unless="distroless"),
            User(_ENVOY, number=65532, variant="distroless"),
            Capabilities(
                _ENVOY,
                unless="distroless",
                as_root=("CHOWN", "SETGID", "SETUID"),
                otherwise="`runAsUser: 101`",
            ),
        ),
        words=("distroless", "contrib", "debug", "google", "tools"),
    ),
    KnownImage(
        "caddy",
        (
            User(_CADDY, number=0),
            Capabilities(
                _CADDY,
                in_file=("NET_BIND_SERVICE",),
                otherwise="an image of your own whose `caddy` has no file capability",
            ),
            Writable(_CADDY, path="/data"),
            Writable(_CADDY, path="/config"),
            Listens(_CADDY, ports=(80, 443, 2019), settings=("/etc/caddy", "/config")),
        ),
        words=("builder",),
        programs=("caddy",),
    ),
    KnownImage(
        "wordpress",
        (
            User(_WORDPRESS, number=0, unless="cli"),
            User(_WORDPRESS, number=33, name="www-data", variant="cli"),
            Writable(_WORDPRESS, path="/var/www/html"),
            Writable(_WORDPRESS, path="/run/apache2", alias="/var/run/apache2", unless="cli|fpm"),
            Listens(
                _WORDPRESS,
                unless="cli|fpm",
                ports=(80,),
                variables="APACHE_.*",
                settings=("/etc/apache2", "/usr/local/etc"),
            ),
            Listens(
                _WORDPRESS, variant="fpm", ports=(9000,), settings=("/usr/local/etc/php-fpm.d",)
            ),
        ),
        words=("cli", "fpm", "apache", "beta"),
        programs=("apache2-foreground", "php-fpm"),
    ),
    KnownImage(
        "tomcat",
        (
            User(_TOMCAT, number=0),
            Listens(
                _TOMCAT,
                ports=(8080,),
                variables="CATALINA_.*|JAVA_.*|.*PORT.*",
                settings=("/usr/local/tomcat/conf", "/usr/local/tomcat/bin"),
            ),
        ),
        words=(r"jdk\d+", r"jre\d+", r"openjdk", "temurin", "corretto", r"al\d+"),
        programs=("catalina.sh",),
    ),
    KnownImage(
        "dpage/pgadmin4",
        (
            Requires(
                _PGADMIN,
                names=("PGADMIN_DEFAULT_EMAIL", "PGADMIN_CONFIG_CONFIG_DATABASE_URI"),
                initial=True,
                log="You need to define the PGADMIN_DEFAULT_EMAIL and PGADMIN_DEFAULT_PASSWORD or "
                "PGADMIN_DEFAULT_PASSWORD_FILE environment variables",
            ),
            Requires(
                _PGADMIN,
                names=(
                    "PGADMIN_DEFAULT_PASSWORD",
                    "PGADMIN_DEFAULT_PASSWORD_FILE",
                    "PGADMIN_CONFIG_CONFIG_DATABASE_URI",
                ),
                initial=True,
                log="You need to define the PGADMIN_DEFAULT_EMAIL and PGADMIN_DEFAULT_PASSWORD or "
                "PGADMIN_DEFAULT_PASSWORD_FILE environment variables",
            ),
        ),
        words=("snapshot",),
    ),
    KnownImage(
        "traefik/whoami",
        (Listens(_WHOAMI, ports=(80,), variables="WHOAMI_.*"),),
        also=("containous/whoami",),
    ),
)
