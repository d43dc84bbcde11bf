"""Brings one large file from the network: bit by bit, on from where it broke off, and only if it is the right one."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import requests

Progress = Callable[[int, int | None], None]
"""Hears how many bytes are there, and of how many, where the server says."""

_CHUNK = 1 << 14
"""What is lost of a transfer that breaks off: at most so many bytes."""
_CONNECT_S, _SILENCE_S = 15.0, 60.0
_TRIES = 4
"""Times in a row that a transfer may break off with nothing new in it."""
_ENOUGH = 8
"""Hex digits of a checksum that count as one: what torch's hub puts into file names."""


class DownloadFailed(Exception):
    """The file is not here, in one line that says why and what to do."""


class Unreachable(DownloadFailed):
    """There is no way to the server from here, or no such server."""


def download(
    url: str, file: Path, *, sha256: str, progress: Progress, pause: Callable[[float], None] = time.sleep
) -> str:
    """Bring `url` to `file`, and give its checksum. What was brought before it broke off is kept beside it.

    `sha256` is the whole checksum or how it begins; a file with another one is deleted. Empty takes what comes. Raises
    `DownloadFailed`.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _bring(url, part, progress, pause)
        found = _checked(part, sha256, url)
        part.replace(file)
    except requests.RequestException as error:  # these are OSErrors too, but not the disk's
        raise Unreachable(f"cannot reach {_host(url)}: {_cause(error)}") from error
    except OSError as error:
        raise DownloadFailed(f"cannot write {part}: {error.strerror or error}") from error
    return found


def matches(found: str, wanted: str) -> bool:
    """Whether a checksum is the wanted one, of which only the beginning may be known."""
    return not wanted or (len(wanted) >= _ENOUGH and found.startswith(wanted.lower()))


def checksum_in(name: str) -> str:
    """How the checksum begins that a file's own name carries, as `model-c1212f89.ckpt` does; or empty."""
    found = re.search(r"-([0-9a-f]{8,64})\.[a-z]+$", name)
    return found[1] if found else ""


class _BrokenOff(Exception):
    """The transfer ended early, and may go on."""


def _bring(url: str, part: Path, progress: Progress, pause: Callable[[float], None]) -> None:
    """Every byte of it, with a pause and another try wherever it breaks off."""
    failures = 0
    while True:
        before = _size(part)
        try:
            _transfer(url, part, progress)
            return
        except _BrokenOff as error:
            failures = 0 if _size(part) > before else failures + 1
            if failures >= _TRIES:
                raise DownloadFailed(
                    f"{url} breaks off at {_size(part):,} bytes ({error}); they are kept, and the same command goes on "
                    "from there"
                ) from error
            pause(2.0**failures)


def _transfer(url: str, part: Path, progress: Progress) -> None:
    have = _size(part)
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    with requests.get(url, headers=headers, stream=True, timeout=(_CONNECT_S, _SILENCE_S)) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            if _total(answer) == have:
                return
            part.unlink()
            raise _BrokenOff("the file there is shorter than what was brought before")
        if answer.status_code >= 500 or answer.status_code == requests.codes.too_many_requests:
            raise _BrokenOff(f"it answered {answer.status_code}")
        if answer.status_code not in {requests.codes.ok, requests.codes.partial_content}:
            raise DownloadFailed(f"{url} answered {answer.status_code} {answer.reason}")
        is_rest = answer.status_code == requests.codes.partial_content
        if is_rest and _start(answer) != have:
            part.unlink(missing_ok=True)
            raise _BrokenOff("it sent another part than the one it was asked for")
        have = have if is_rest else 0
        total = _total(answer) if is_rest else _length(answer)
        _has_room(part, None if total is None else total - have)
        _write(answer, part, have, total, progress)


def _write(answer: requests.Response, part: Path, have: int, total: int | None, progress: Progress) -> None:
    progress(have, total)
    with part.open("ab" if have else "wb") as out:
        try:
            for chunk in answer.iter_content(_CHUNK):
                out.write(chunk)
                have += len(chunk)
                progress(have, total)
        except requests.RequestException as error:
            raise _BrokenOff(_cause(error)) from error
    if total is not None and have < total:
        raise _BrokenOff(f"{have:,} of {total:,} bytes came")


def _has_room(part: Path, needed: int | None) -> None:
    free = shutil.disk_usage(part.parent).free
    if needed is not None and needed > free:
        raise DownloadFailed(f"the disk of {part.parent} is too full: {needed:,} bytes are to come, {free:,} are free")


def _checked(part: Path, sha256: str, url: str) -> str:
    with part.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if not matches(found, sha256):
        part.unlink()
        raise DownloadFailed(
            f"what {url} sent is not the file it should be, and was deleted: its sha256 is {found}, not {sha256}"
        )
    return found


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _length(answer: requests.Response) -> int | None:
    with suppress(KeyError, ValueError):
        return int(answer.headers["Content-Length"])
    return None


def _start(answer: requests.Response) -> int:
    """Where a part begins, as the server says; -1 where it does not."""
    found = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    return int(found[1]) if found else -1


def _total(answer: requests.Response) -> int | None:
    found = re.match(r"bytes [^/]*/(\d+)", answer.headers.get("Content-Range", ""))
    return int(found[1]) if found else None


def _host(url: str) -> str:
    return urlsplit(url).netloc or url


def _cause(error: BaseException) -> str:
    """The innermost reason, in one line: requests wraps three times what the system said."""
    reason = error
    while inner := _inner(reason):
        reason = inner
    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return str(said).splitlines()[0][:200]


def _inner(error: BaseException) -> BaseException | None:
    held = (*error.args, getattr(error, "reason", None), error.__cause__)
    return next((one for one in held if isinstance(one, BaseException)), None)
