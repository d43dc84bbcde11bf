"""A stage for whole runs: a sandbox and a bot as processes of their own, in one folder, a configuration between."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_START_S = 60.0
_STOP_S = 20.0


class StageError(Exception):
    """A process of the stage did not come up, or fell over; the message names its log."""


@dataclass(slots=True)
class Stage:
    """One sandbox, and a bot that can be started, killed and started again."""

    folder: Path
    announced: Mapping[str, Any] = field(default_factory=dict)
    sandbox: subprocess.Popen[bytes] | None = None
    bot: subprocess.Popen[bytes] | None = None
    asked: subprocess.Popen[bytes] | None = None
    """The command that is waited for."""

    @property
    def url(self) -> str:
        """Where the sandbox answers."""
        return str(self.announced["url"])

    @property
    def store(self) -> Path:
        """The bot's database."""
        return self.folder / "sidelight.db"

    @property
    def bot_name(self) -> str:
        """The bot's account."""
        return str(self.announced["bot"]["username"])

    def start_sandbox(self, *options: str) -> None:
        """Start the sandbox and wait until it has said where it is."""
        announce = self.folder / "sandbox.json"
        announce.unlink(missing_ok=True)
        self.sandbox = self._start("sandbox", "-m", "sandbox", "--port", "0", "--announce", str(announce), *options)
        self._wait_for(announce.exists, self.sandbox, "sandbox")
        self.announced = json.loads(announce.read_text(encoding="utf-8"))

    def write_config(self, sections: Mapping[str, Mapping[str, Any]]) -> Path:
        """A config.toml for this sandbox, with `sections` on top."""
        bot = self.announced["bot"]
        merged: dict[str, dict[str, Any]] = {
            "reddit": {
                "username": bot["username"],
                "client_id": bot["client_id"],
                "subreddits": list(self.announced["subreddits"]),
                "oauth_url": self.url,
                "reddit_url": self.url,
            },
            "clock": {"follow": self.url},
            "store": {"path": str(self.store)},
        }
        for name, section in sections.items():
            merged[name] = {**merged.get(name, {}), **section}
        path = self.folder / "config.toml"
        path.write_text(_toml(merged), encoding="utf-8")
        return path

    def start_bot(self, config: Path) -> None:
        """Start the bot; it finds its way by itself, however it ended last time."""
        bot = self.announced["bot"]
        secrets = {"SIDELIGHT_PASSWORD": bot["password"], "SIDELIGHT_CLIENT_SECRET": bot["client_secret"]}
        self.bot = self._start("bot", "-m", "bot", "run", "--config", str(config), environment=secrets)

    def ask(self, name: str, *arguments: str, within_s: float) -> str:
        """What a command of ours prints; what else it says is in its log. It ends with the stage.

        Raises `StageError` where it fails, is ended, or takes longer.
        """
        self.asked = self._start(name, *arguments, is_read=True)
        try:
            said, _ = self.asked.communicate(timeout=within_s)
        except subprocess.TimeoutExpired:
            _end(self.asked)
            self.asked.communicate()  # closes the pipe
            raise StageError(f"the {name} took more than {within_s:.0f} s; see {self.folder / name}.log") from None
        if self.asked.returncode:
            raise StageError(f"the {name} ended with code {self.asked.returncode}:\n{self._tail(name)}")
        return said.decode()

    def kill_bot(self) -> None:
        """SIGKILL, as a power cut would."""
        assert self.bot is not None
        self.bot.kill()
        self.bot.wait(_STOP_S)

    def check_alive(self) -> None:
        """Raise `StageError` if a process fell over."""
        for name, process in (("sandbox", self.sandbox), ("bot", self.bot)):
            if process is not None and process.poll() is not None:
                raise StageError(f"the {name} ended with code {process.returncode}:\n{self._tail(name)}")

    def get(self, path: str) -> dict[str, Any]:
        """What one of the sandbox's own endpoints says."""
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Tell one of the sandbox's own endpoints something."""
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, Any] = json.loads(answer.read() or b"{}")
        return found

    def mail(self) -> dict[str, Any]:
        """All that the bot said and was told in private."""
        return self.get(f"/sandbox/mail?user={self.bot_name}")

    def delete(self, path: str) -> None:
        """Take back what was asked of one of the sandbox's own endpoints."""
        with urllib.request.urlopen(urllib.request.Request(self.url + path, method="DELETE"), timeout=30) as answer:
            answer.read()

    def log(self, name: str = "bot") -> str:
        """All that a process has written so far, however often it was started."""
        with contextlib.suppress(OSError):
            return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")
        return ""

    def stop_bot(self) -> None:
        """End the bot in order."""
        _end(self.bot)

    def stop(self) -> None:
        """End all processes in order, the hard way only if they will not."""
        _end(self.asked)
        _end(self.bot)
        _end(self.sandbox)

    def _start(
        self, name: str, *arguments: str, environment: Mapping[str, str] | None = None, is_read: bool = False
    ) -> subprocess.Popen[bytes]:
        quiet = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "PYTHONUNBUFFERED": "1"}
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *arguments],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE if is_read else log, stderr=log,
                env={**os.environ, **quiet, **(environment or {})},
            )  # fmt: skip

    def _wait_for(self, ready: Any, process: subprocess.Popen[bytes], name: str) -> None:
        deadline = time.monotonic() + _START_S
        while not ready():
            if process.poll() is not None:
                raise StageError(f"the {name} ended with code {process.returncode}:\n{self._tail(name)}")
            if time.monotonic() > deadline:
                raise StageError(f"the {name} did not come up in {_START_S:.0f} s; see {self.folder / name}.log")
            time.sleep(0.05)

    def _tail(self, name: str) -> str:
        return "\n".join(self.log(name).splitlines()[-15:])


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """A stage in `folder`; its processes are gone at the end, whatever happened."""
    folder.mkdir(parents=True, exist_ok=True)
    stage = Stage(folder)
    try:
        yield stage
    finally:
        stage.stop()


def fast_watch(speed: float) -> dict[str, float]:
    """`[watch]` for a clock that runs `speed` times as fast: about ten looks a real second, no more."""
    real = {
        "replies_s": 0.15, "posts_s": 0.3, "inbox_s": 0.2, "modmail_s": 0.5, "rules_s": 1.0, "sweep_s": 10.0,
        "follow_s": 0.4, "deletions_s": 6.0, "adapters_s": 0.5, "digest_s": 0.5, "outbox_s": 0.1,
    }  # fmt: skip
    return {
        name: min(seconds * speed, 86000.0) if name == "deletions_s" else seconds * speed
        for name, seconds in real.items()
    }


def _toml(sections: Mapping[str, Mapping[str, Any]]) -> str:
    """TOML for plain sections: strings, numbers, booleans and lists of them, and tables in them."""
    lines: list[str] = []
    for name, section in sections.items():
        tables = {key: value for key, value in section.items() if isinstance(value, Mapping)}
        lines += [f"[{name}]", *(f"{k} = {json.dumps(v)}" for k, v in section.items() if k not in tables), ""]
        lines += [_toml({f"{name}.{key}": value for key, value in tables.items()})] if tables else []
    return "\n".join(lines)


def machine() -> str:
    """The machine and the versions that a figure belongs to."""
    import platform
    from importlib.metadata import version

    wanted: Sequence[str] = ("asyncpraw", "aiohttp", "sqlite-utils")
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                name = line.split(":", 1)[1].strip()
                break
        else:
            name = platform.processor()
        versions = ", ".join(f"{package} {version(package)}" for package in wanted)
        return f"{os.cpu_count()} x {name}; Python {platform.python_version()}; {versions}"
    return platform.platform()
