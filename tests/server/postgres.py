# SPDX-License-Identifier: MIT
"""A PostgreSQL of one's own: it begins and ends with this process, however that ends. The folder of one that was killed is
removed by the next.

As a program it runs a command beside one, whose databases are named by TOCSIN_TEST_POSTGRES:

    postgres.py COMMAND...
"""
import contextlib
import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import uuid

from own_folder import OwnFolder

USER, PASSWORD = "tocsin", "p@ss:w/rd %?#"  # what a URL must write in another way
VARIABLE = "TOCSIN_TEST_POSTGRES"


def die_with_parent(how=signal.SIGKILL):
    ctypes.CDLL(None).prctl(1, how)  # PR_SET_PDEATHSIG


def program(name):
    for folder in (*sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), ""):
        found = shutil.which(name, path=str(folder) if folder else None)
        if found:
            return found
    raise FileNotFoundError(f"{name}: PostgreSQL is not installed")


class Unprivileged:
    """PostgreSQL refuses to be root: whoever is root runs it as somebody else."""

    def __init__(self):
        self.user = None
        if os.geteuid() == 0:
            names = {entry.pw_name: entry for entry in pwd.getpwall()}
            self.user = names.get("postgres") or names["nobody"]

    def become(self):
        if self.user:
            os.setgroups([])
            os.setgid(self.user.pw_gid)
            os.setuid(self.user.pw_uid)  # forgets what die_with_parent() asked for: that comes after

    def own(self, path):
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)


def is_stopped(process):
    stat = pathlib.Path(f"/proc/{process}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] in "TXZ"


class Cluster:
    """with Cluster() as cluster: …  On a Unix socket alone, or with TCP and TLS besides; .authority is then what its
    certificate is signed by."""

    def __init__(self, fsync=False, tls=False, tcp=False):
        self.fsync, self.tls, self.tcp = fsync, tls, tcp or tls
        self.who = Unprivileged()
        # Not in TMPDIR when that is for root alone; and a socket's path is short.
        place = "/tmp" if self.who.user else None
        self.folder = OwnFolder("tocsin-pg-", place)
        self.data = pathlib.Path(self.folder.name, "data")
        self.process = None
        self.port = None

    def __enter__(self):
        self.who.own(self.folder.name)
        secret = pathlib.Path(self.folder.name, "password")
        secret.write_text(PASSWORD)
        secret.chmod(0o600)
        self.who.own(secret)
        try:
            self.run("initdb", "--no-sync", "-D", self.data, "-U", USER, f"--pwfile={secret}", "-A", "scram-sha-256",
                     "-E", "UTF8", "--no-locale")
            if self.tls:
                self.make_certificate()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process:
            self.stop(signal.SIGQUIT)
        self.folder.cleanup()

    def make_certificate(self):
        self.authority = pathlib.Path(self.folder.name, "cert.pem")
        self.key = pathlib.Path(self.folder.name, "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", self.key, "-out", self.authority], check=True, capture_output=True)
        self.key.chmod(0o600)
        self.who.own(self.key)
        self.who.own(self.authority)

    def processes(self):
        """The process ids of all of it."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    @contextlib.contextmanager
    def hanging(self):
        """All of it stands still meanwhile, also the processes that it was just starting."""
        stopped = []
        try:
            while more := [process for process in self.processes() if process not in stopped]:
                stopped += more
                for process in more:
                    os.kill(process, signal.SIGSTOP)
                while not all(map(is_stopped, more)):  # the first of them may be starting another
                    time.sleep(0.01)
            yield
        finally:
            for process in stopped:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGCONT)

    def run(self, name, *arguments):
        def child():
            self.who.become()
            die_with_parent()
        done = subprocess.run([program(name), *map(str, arguments)], capture_output=True, text=True, cwd="/",
                              preexec_fn=child)
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stdout}{done.stderr}")

    def start(self):
        def child():
            self.who.become()
            die_with_parent(signal.SIGQUIT)  # immediate shutdown: it takes its children along
        options = {"unix_socket_directories": self.folder.name, "listen_addresses": "",
                   "fsync": "on" if self.fsync else "off", "max_connections": "100"}
        if self.tcp:
            if not self.port:
                with socket.create_server(("127.0.0.1", 0)) as free:
                    self.port = free.getsockname()[1]
            options |= {"listen_addresses": "127.0.0.1", "port": str(self.port)}
        if self.tls:
            options |= {"ssl": "on", "ssl_cert_file": str(self.authority), "ssl_key_file": str(self.key)}
        self.log = open(pathlib.Path(self.folder.name, "log"), "ab")
        self.process = subprocess.Popen(
            [program("postgres"), "-D", str(self.data), *(f"--{k}={v}" for k, v in options.items())],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, cwd="/", preexec_fn=child)
        ready = self.data / "postmaster.pid"
        deadline = time.monotonic() + 60
        while not (ready.exists() and "ready" in ready.read_text()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(pathlib.Path(self.folder.name, "log").read_text())
            time.sleep(0.02)  # there is nothing to wait on

    def stop(self, how=signal.SIGINT):
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(how)
        self.process.wait(60)
        self.log.close()
        self.process = None

    def url(self, database="postgres", host=None, **parameters):
        quoted = urllib.parse.quote
        host = host or quoted(self.folder.name, safe="")
        port = f":{self.port}" if self.port else ""
        more = "?" + urllib.parse.urlencode(parameters, quote_via=quoted) if parameters else ""
        return f"postgresql://{USER}:{quoted(PASSWORD, safe='')}@{host}{port}/{database}{more}"


def surroundings(url):
    """What psql and others are told by: not the URL as an argument, where everybody could read the password."""
    where, _, _ = url.partition("?")
    parts = urllib.parse.urlsplit(where)
    host, _, port = parts.netloc.rpartition("@")[2].partition(":")
    return {"PGPASSWORD": urllib.parse.unquote(parts.password), "PGUSER": parts.username,
            "PGHOST": urllib.parse.unquote(host), "PGPORT": port or "5432", "PGDATABASE": parts.path[1:]}


def ask(url, *command, given=None):
    done = subprocess.run([program(command[0]), *command[1:]], input=given, capture_output=True,
                          env={**os.environ, **surroundings(url)}, preexec_fn=die_with_parent)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return done.stdout


@contextlib.contextmanager
def holding(url, text):
    """Runs it in a transaction that stays open meanwhile, and is rolled back."""
    holder = subprocess.Popen([program("psql"), "-Xq"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                              preexec_fn=die_with_parent, env={**os.environ, **surroundings(url)})
    with holder:
        try:
            holder.stdin.write(f"BEGIN; {text}; SELECT 'held';\n")
            holder.stdin.flush()
            while "held" not in holder.stdout.readline():
                if holder.poll() is not None:
                    raise RuntimeError(f"{text}: psql ended")
            yield
        finally:
            holder.stdin.close()
            holder.stdout.read()


def sql(url, text):
    """Runs it with psql; the rows as texts, columns divided by |."""
    return ask(url, "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", given=text.encode()).decode().splitlines()


def dump(url):
    return ask(url, "pg_dump")


def fresh_database(url):
    """The URL of a new, empty database beside the one named."""
    name = f"t_{uuid.uuid4().hex[:12]}"
    sql(url, f"CREATE DATABASE {name}")
    before, _, after = url.rpartition("/")
    _, question, parameters = after.partition("?")
    return f"{before}/{name}{question}{parameters}"


if __name__ == "__main__":
    die_with_parent()
    with Cluster() as own:
        command = subprocess.run(sys.argv[1:], env={**os.environ, VARIABLE: own.url()}, preexec_fn=die_with_parent)
    sys.exit(command.returncode if command.returncode >= 0 else 128 - command.returncode)
