"""Applications of which little more than the ports is known.

Any variable, and any file that is mounted below the directories of their settings, may change the
ports.
"""

from __future__ import annotations

from podlint.pods.images.facts import Holds, KnownImage, Listens

CHECKED = "2026-11-30"

_HUB = "https://hub.docker.com/_/"
_APACHE = ("/etc/apache2", "/usr/local/etc", "/var/www/html")
_ANY = ".+"
_NO_PROGRAM = "no such file or directory"

IMAGES = (
    KnownImage(
        "adminer",
        (Listens(f"{_HUB}adminer", unless="fastcgi", ports=(8080,), variables=_ANY),),
        words=("fastcgi", "standalone"),
    ),
    KnownImage(
        "ghost",
        (
            Listens(
                f"{_HUB}ghost",
                ports=(2368,),
                variables=_ANY,
                settings=("/var/lib/ghost/config.production.json", "/var/lib/ghost/versions"),
                moved_by=(("server__port", 2368),),
            ),
            Holds(
                f"{_HUB}ghost",
                since=(1,),
                path="/var/lib/ghost",
                what="Ghost",
                log="Cannot find module '/var/lib/ghost/current/index.js'",
            ),
        ),
    ),
    KnownImage(
        "jenkins/jenkins",
        (
            Listens(
                "https://github.com/jenkinsci/docker Dockerfile",
                ports=(8080, 50000),
                variables=_ANY,
                settings=("/usr/share/jenkins", "/usr/local/bin"),
            ),
        ),
        words=("lts", r"jdk\d+", "rhel"),
    ),
    KnownImage(
        "joomla",
        (
            Listens(
                f"{_HUB}joomla", unless="fpm", ports=(80,), variables="APACHE_.*", settings=_APACHE
            ),
        ),
        words=("apache", "fpm"),
    ),
    KnownImage(
        "mongo-express",
        (
            Listens(
                f"{_HUB}mongo-express",
                ports=(8081,),
                variables="PORT|VCAP_.*|ME_CONFIG_SITE_.*",
                settings=("/app",),
            ),
        ),
        words=("dev",),
    ),
    KnownImage(
        "nextcloud",
        (
            Listens(
                f"{_HUB}nextcloud",
                unless="fpm",
                ports=(80,),
                variables="APACHE_.*",
                settings=("/etc/apache2", "/usr/local/etc"),
            ),
        ),
        words=("apache", "fpm", "production", "stable"),
    ),
    KnownImage(
        "phpmyadmin",
        (
            Listens(
                f"{_HUB}phpmyadmin",
                unless="fpm",
                ports=(80,),
                variables="APACHE_.*",
                settings=("/etc/apache2", "/usr/local/etc"),
            ),
        ),
        also=("phpmyadmin/phpmyadmin",),
        words=("apache", "fpm"),
    ),
    KnownImage(
        "sonarqube",
        (
            Listens(
                f"{_HUB}sonarqube",
                ports=(9000,),
                variables=r"(?i).*web.*|.*port.*|.*opts.*",
                settings=("/opt/sonarqube/conf",),
            ),
            Holds(f"{_HUB}sonarqube", path="/opt/sonarqube", what="SonarQube", log=_NO_PROGRAM),
        ),
        words=("community", "developer", "enterprise", "lts", "lta"),
    ),
    KnownImage(
        "stefanprodan/podinfo",
        (
            Listens(
                "https://github.com/stefanprodan/podinfo cmd/podinfo/main.go",
                ports=(9797, 9898, 9999),
                variables=_ANY,
                moved_by=(("--port", 9898), ("--port-metrics", 9797), ("--grpc-port", 9999)),
            ),
        ),
        also=("ghcr.io/stefanprodan/podinfo",),
    ),
    KnownImage(
        "sonatype/nexus3",
        (
            Listens(
                "https://github.com/sonatype/docker-nexus3 Dockerfile",
                ports=(8081,),
                variables=_ANY,
                settings=("/opt/sonatype", "/nexus-data"),
            ),
        ),
        words=("java", r"java\d+", "ubi"),
    ),
    KnownImage(
        "gcr.io/google-samples/hello-app",
        (
            Listens(
                "https://github.com/GoogleCloudPlatform/kubernetes-engine-samples main.go",
                ports=(8080,),
                variables="PORT",
            ),
        ),
        also=("us-docker.pkg.dev/google-samples/containers/gke/hello-app",),
    ),
)
