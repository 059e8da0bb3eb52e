"""docker-compose.yml's topology on this machine, without containers: the same programs with the same configuration
files, on free ports and in a temporary directory."""

import os
import shutil
import signal
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from tests.servers import PATIENCE, ROOT, Answer, Program, eventually, free_port, get, listens

DATABASE = "across_the_table"
SEGMENT = 1
"""The size of PostgreSQL's WAL segments in megabytes, the minimum: the file size limit that simulates a full disk must
not affect the WAL."""
METRICS = {"web1": "metrics1", "web2": "metrics2"}
"""The name of each web server's metrics port."""
RATE = 10**9
"""API requests allowed per client address and day: more than these tests make, so that they are counted but not
throttled."""
REPLICA_LAG = 2
"""Seconds for which a replica may lag behind by a release."""


class Topology:
    """The whole deployment."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="across-deploy."))
        self.folder.chmod(0o755)
        self.postgres_user = "postgres" if os.getuid() == 0 else ""
        servers = ("primary", "replica", "redis", *METRICS, "nginx", *METRICS.values(), "tls")
        self.ports = {name: free_port() for name in servers}
        self.plain = {"PATH": f"{binaries}:{os.environ['PATH']}:/usr/sbin", "LC_ALL": "C.UTF-8"}
        self.programs: dict[str, Program] = {}

    def up(self) -> None:
        """Start everything, migrate and load the record."""
        self._secrets()
        self._databases()
        self._redis()
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        self.manage("migrate", "--verbosity", "0")
        self.load(ROOT / "fixtures")
        self.manage("export_release", "--verbosity", "0")
        self._web()
        self._nginx()
        for name in ("redis", "web1", "web2", "nginx"):
            self._answers(name, "/readyz")
        eventually(
            "the replica holds the record", lambda: self.sql("replica", "SELECT count(*) FROM timeline_release") == "1"
        )

    def down(self) -> None:
        """Stop everything and remove all files."""
        for name in reversed(self.programs):
            self.programs[name].stop(signal.SIGQUIT if name in {"replica", "primary"} else signal.SIGTERM)
        shutil.rmtree(self.folder, ignore_errors=True)

    # What tests use.

    def get(self, path: str, **headers: str) -> Answer:
        """The response of nginx for a path."""
        return get(self.ports["nginx"], path, tls=None, **headers)

    def sql(self, server: str, statement: str, *, database: str = DATABASE) -> str:
        """The result of a statement run by the database's owner, as text."""
        done = subprocess.run(
            [
                "psql",
                "-XAtq",
                "-h",
                "127.0.0.1",
                "-p",
                str(self.ports[server]),
                "-U",
                "across",
                "-d",
                database,
                "-c",
                statement,
            ],
            env=self.plain | {"PGPASSWORD": self.secret("postgres_password")},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    @contextmanager
    def holding(self, statement: str, *, database: str = DATABASE) -> Iterator[None]:
        """Hold the locks of a statement on the primary for the duration of the block."""
        held = psycopg2.connect(self.url(database))
        try:
            with held.cursor() as cursor:
                cursor.execute(statement)
            yield
        finally:
            held.close()

    def waits(self, server: str = "primary") -> list[int]:
        """The ids of a PostgreSQL server's processes that wait for a lock."""
        return [int(one) for one in self.sql(server, "SELECT pid FROM pg_locks WHERE NOT granted").split()]

    def url(self, database: str = DATABASE) -> str:
        """The URL of a database on the primary, for its owner."""
        return self.secret("owner_database_url").replace(DATABASE, database)

    def release(self) -> str:
        """The hash of the release that the primary holds."""
        return self.sql("primary", "SELECT hash FROM timeline_release ORDER BY id DESC LIMIT 1")

    def secret(self, name: str) -> str:
        """A secret's text."""
        return (self.folder / "secrets" / name).read_text(encoding="ascii").strip()

    def started(self, *words: str, **settings: str) -> subprocess.Popen[str]:
        """A running management command, with the owner's rights, like the one-off jobs."""
        environment = self.plain | {
            "SECRET_KEY_FILE": str(self.folder / "secrets/secret_key"),
            "DATABASE_URL_FILE": str(self.folder / "secrets/owner_database_url"),
            "VAR_DIR": str(self.folder / "var"),
        }
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=environment | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def managed(self, *words: str, **settings: str) -> tuple[int, str]:
        """A management command's exit status and output."""
        process = self.started(*words, **settings)
        output, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, output

    def manage(self, *words: str, **settings: str) -> str:
        """A management command's output. Raises AssertionError if it fails."""
        status, output = self.managed(*words, **settings)
        assert status == 0, output
        return output

    def run(self, *command: str, user: str = "") -> None:
        """Run another program to completion. Raises AssertionError if it fails."""
        _run(command, self.plain, user=user)

    def load(self, fixtures: Path) -> None:
        """Load a record from fixtures."""
        self.manage("load_articles", str(fixtures))

    def restart(self, name: str) -> None:
        """Start a stopped program, and wait until it responds."""
        self.programs[name].start()
        self._answers(name)

    def mend(self) -> None:
        """Restart every program that has stopped."""
        for name, program in self.programs.items():
            if not program.runs():
                self.restart(name)

    def _answers(self, name: str, path: str = "/healthz") -> None:
        """Wait until a program responds, a web server also on its metrics port."""
        if name in {"primary", "replica"}:
            eventually(f"{name} answers", lambda: self.sql(name, "SELECT 1") == "1")
        elif name == "redis":
            eventually("redis answers", lambda: listens(self.ports["redis"]))
        else:
            self.programs[name].answers(self.ports[name], path)
            if metrics := METRICS.get(name):
                self.programs[name].answers(self.ports[metrics], "/metrics")

    # How it is set up.

    def _add(self, name: str, command: list[str], environment: dict[str, str], *, user: str = "") -> None:
        program = Program(name, self.folder / f"{name}.log", command, environment, user=user)
        self.programs[name] = program
        program.start()

    def _secrets(self) -> None:
        places = {name.upper(): f"127.0.0.1:{self.ports[name]}" for name in ("primary", "replica", "redis")}
        _run(["sh", "deploy/secrets.sh", str(self.folder / "secrets")], self.plain | places)
        (self.folder / "secrets").chmod(0o755)  # the user postgres reads it

    def _databases(self) -> None:
        for file in (ROOT / "deploy/postgres").iterdir():
            shutil.copy(file, self.folder / file.name)
        secrets = {
            "READER_PASSWORD_FILE": str(self.folder / "secrets/reader_password"),
            "REPLICATION_PASSWORD_FILE": str(self.folder / "secrets/replication_password"),
        }
        for name in ("primary", "replica"):
            folder = self.folder / name
            folder.mkdir(mode=0o700)
            if self.postgres_user:
                shutil.chown(folder, self.postgres_user)
        password = f"--pwfile={self.folder / 'secrets/postgres_password'}"
        data = str(self.folder / "primary")
        how = ["-U", "across", "-A", "scram-sha-256", password, "--no-sync", "-E", "UTF8", "--locale=C"]
        how.append(f"--wal-segsize={SEGMENT}")
        _run(["initdb", "-D", data, *how], self.plain, user=self.postgres_user)
        self._add("primary", self._postgres("primary"), self.plain, user=self.postgres_user)
        here = {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.ports["primary"]),
            "PGPASSWORD": self.secret("postgres_password"),
        }
        eventually("the primary answers", lambda: listens(self.ports["primary"]) and _is_up(self.plain | here))
        _run(["createdb", "-U", "across", DATABASE], self.plain | here)
        owner = {"POSTGRES_USER": "across", "POSTGRES_DB": DATABASE}
        _run(["sh", str(self.folder / "primary.sh")], self.plain | here | secrets | owner)
        there = {
            "PGDATA": str(self.folder / "replica"),
            "PRIMARY_HOST": "127.0.0.1",
            "PRIMARY_PORT": str(self.ports["primary"]),
        }
        self._add(
            "replica",
            ["sh", str(self.folder / "replica.sh"), *self._postgres("replica")],
            self.plain | secrets | there,
            user=self.postgres_user,
        )
        eventually("the replica answers", lambda: self.sql("replica", "SELECT pg_is_in_recovery()") == "t")

    def _postgres(self, name: str) -> list[str]:
        options = {
            "config_file": str(self.folder / "postgresql.conf"),
            "hba_file": str(self.folder / "pg_hba.conf"),
            "listen_addresses": "127.0.0.1",
            "port": str(self.ports[name]),
            "unix_socket_directories": str(self.folder / name),
            "fsync": "off",
        }
        return [
            "postgres",
            "-D",
            str(self.folder / name),
            *(word for one in options.items() for word in ("-c", "=".join(one))),
        ]

    def _redis(self) -> None:
        text = (ROOT / "deploy/redis/redis.conf").read_text(encoding="ascii")
        config = self.folder / "redis.conf"
        config.write_text(text.replace("/run/secrets", str(self.folder / "secrets")), encoding="ascii")
        command = [
            "redis-server",
            str(config),
            "--port",
            str(self.ports["redis"]),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
        ]
        self._add("redis", command, self.plain)

    def _web(self) -> None:
        for name, metrics in METRICS.items():
            self.add_web(name, METRICS_PORT=str(self.ports[metrics]))

    def add_web(self, name: str, **settings: str) -> None:
        """Start a server of two web processes."""
        secrets = ("secret_key", "database_url", "database_replica_urls", "cache_url")
        environment = {
            **{f"{secret.upper()}_FILE": str(self.folder / "secrets" / secret) for secret in secrets},
            "BEHIND_PROXY": "1",
            "ALLOWED_HOSTS": "127.0.0.1",
            "VAR_DIR": str(self.folder / "var"),
            "PORT": str(self.ports[name]),
            "WEB_WORKERS": "2",
            "LOG_FORMAT": "json",
            "API_RATE": f"{RATE}/day",
            "PAGE_MAX_AGE": "1",
            "DATABASE_REPLICA_LAG": str(REPLICA_LAG),
            "HSTS_SECONDS": "63072000",
        }
        command = [sys.executable, "-m", "gunicorn", "--config", "python:armscontrol.gunicorn_conf"]
        self._add(name, command, self.plain | environment | settings)

    def _tls(self) -> None:
        """Configure TLS in nginx as in docs/operations.md, with a self-signed certificate."""
        key, certificate = self.folder / "secrets/tls_key", self.folder / "secrets/tls_certificate"
        kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
        about = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
        _run(["openssl", "req", *kind, *about, "-keyout", str(key), "-out", str(certificate)], self.plain)
        text = (ROOT / "deploy/nginx/site-tls.conf.example").read_text(encoding="ascii")
        text = text.replace("listen 8443", f"listen 127.0.0.1:{self.ports['tls']}")
        (self.folder / "site-tls.conf").write_text(
            text.replace("/run/secrets", str(self.folder / "secrets")), encoding="ascii"
        )

    def _nginx(self) -> None:
        self._tls()
        self.add_nginx("nginx", "web1", "web2", folder=self.folder)

    def add_nginx(self, name: str, *web: str, folder: Path) -> None:
        """Start nginx in front of these web servers, with all its files in `folder`."""
        servers = [f"server 127.0.0.1:{self.ports[one]} max_fails=1 fail_timeout=2s;" for one in web]
        said = {
            "ACROSS_LISTEN": f"127.0.0.1:{self.ports[name]}",
            "ACROSS_WEB": " ".join(servers),
            "ACROSS_RUN": str(folder),
            "ACROSS_CACHE": str(folder / "cache"),
            "ACROSS_CONF": str(folder),
            "ACROSS_DATA": str(self.folder / "var/data"),
            "ACROSS_HSTS": "63072000",
            "ACROSS_PAGE_MAX_AGE": "1",
            "ACROSS_CLIENT_TIMEOUT": "2s",
            "ACROSS_ACCESS_LOG": str(folder / "access.log"),
            "ACROSS_ERROR_LOG": str(folder / "error.log"),
        }
        config = folder / "nginx.conf"
        config.write_text(_filled(ROOT / "deploy/nginx/nginx.conf.template", said), encoding="utf-8")
        command = ["nginx", "-c", str(config), "-e", said["ACROSS_ERROR_LOG"]]
        _run([*command, "-t", "-q"], self.plain)
        self._add(name, [*command, "-g", "daemon off;"], self.plain)


class _Variables(string.Template):
    """Substitutes only `${ACROSS_…}`, like NGINX_ENVSUBST_FILTER; nginx's own variables stay."""

    pattern = r"\$(?:(?P<escaped>\$\$)|(?P<named>(?!))|\{(?P<braced>ACROSS_[A-Z_]+)\}|(?P<invalid>(?!)))"  # type: ignore[assignment]  # the stubs know it compiled


def _filled(template: Path, said: Mapping[str, str]) -> str:
    return _Variables(template.read_text(encoding="utf-8")).substitute(said)


def _run(command: Iterable[str], environment: dict[str, str], *, user: str = "") -> None:
    done = subprocess.run(
        list(command),
        cwd="/" if user else ROOT,
        env=environment,
        user=user or None,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.args}: {done.stdout}{done.stderr}"


def _is_up(environment: dict[str, str]) -> bool:
    command = ["psql", "-XAtq", "-U", "across", "-d", "postgres", "-c", "SELECT 1"]
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
