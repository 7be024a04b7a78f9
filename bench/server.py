"""The real server in a process of its own: memory, and register pages a second for eight clients."""

from __future__ import annotations

import http.client
import multiprocessing
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import ground
from bench.figure import Figure
from bench.visitor import set_cookies

CLIENTS, SECONDS = 8, 8.0


@contextmanager
def served(home: Path) -> Iterator[tuple[int, int]]:
    """The server of a home: its port and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "letopis.config.console", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=ground.environment(home), stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            if ask(port, "/login/")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


def ask(port: int, path: str, **headers: str) -> tuple[int, list[tuple[str, str]]]:
    """One request: status and headers of the answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", path, headers=headers)
    response = line.getresponse()
    response.read()
    line.close()
    return response.status, response.getheaders()


def logged_in(home: Path) -> tuple[str, str]:
    """A session of the demo teacher, made in a process of its own, and the page it opens."""
    code = (
        "from bench import ground; from pathlib import Path; import sys;"
        "ground.stand_in(Path(sys.argv[1])); from bench.pages import Scene; scene = Scene();"
        "print(scene.teacher.session, scene.page)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(home)], cwd=ground.ROOT, capture_output=True, text=True, check=True
    )
    session, page = done.stdout.split()
    return session, page


def _cookies(port: int, page: str, session: str) -> str:
    """What a browser sends along once it has seen the page."""
    _status, headers = ask(port, page, Cookie=f"sessionid={session}")
    known = {"sessionid": session, **set_cookies(headers)}
    return "; ".join(f"{name}={value}" for name, value in known.items())


def _client(port: int, page: str, session: str, until: float, counts: multiprocessing.Queue[int]) -> None:
    """Ask for the page over one kept connection until the time is up."""
    head = (
        f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n"
        f"Cookie: {_cookies(port, page, session)}\r\n\r\n"
    ).encode()
    done = 0
    with socket.create_connection(("127.0.0.1", port)) as line:
        file = line.makefile("rb")
        while time.monotonic() < until:
            line.sendall(head)
            if b" 200 " not in file.readline():
                raise SystemExit("a page was not served")
            length = 0
            while (row := file.readline()) not in {b"\r\n", b""}:
                found = re.match(rb"(?i)content-length: (\d+)", row)
                length = int(found[1]) if found else length
            file.read(length)
            done += 1
    counts.put(done)


def memory_mib(pid: int) -> float:
    """Memory of a process and its children that is theirs alone or fairly shared, in MiB."""
    pids = [pid, *_children(pid)]
    kib = 0
    for one in pids:
        text = Path(f"/proc/{one}/smaps_rollup").read_text()
        found = re.search(r"Pss:\s+(\d+) kB", text)
        kib += int(found[1]) if found else 0
    return kib / 1024


def _children(pid: int) -> list[int]:
    found = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    return [number for child in map(int, found) for number in (child, *_children(child))]


def server() -> Iterator[Figure]:
    """journal.page.rps_8_clients, then server.memory_mib after all that work."""
    home = ground.demo_school()
    session, page = logged_in(home)
    with served(home) as (port, pid):
        counts: multiprocessing.Queue[int] = multiprocessing.Queue()
        _run(port, page, session, 2.0, counts)
        done = _run(port, page, session, SECONDS, counts)
        yield Figure("journal.page.rps_8_clients", done / SECONDS)
        yield Figure("server.memory_mib", memory_mib(pid))


def _run(port: int, page: str, session: str, seconds: float, counts: multiprocessing.Queue[int]) -> int:
    until = time.monotonic() + seconds
    clients = [
        multiprocessing.Process(target=_client, args=(port, page, session, until, counts))
        for _ in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    total = sum(counts.get(timeout=seconds + 30) for _ in clients)
    for client in clients:
        client.join()
    return total
