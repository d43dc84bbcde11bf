"""A large file comes whole or not at all, goes on where it broke off, and is the one that was asked for."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from models.download import DownloadFailed, checksum_in, download, matches
from tests.unit.download.file_server import FileServer, serving

BODY = bytes(range(256)) * 4096
DIGEST = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serving(FileServer({"/big.ckpt": BODY})) as server:
        yield server


def bring(server: FileServer, file: Path, *, sha256: str = DIGEST, path: str = "/big.ckpt") -> str:
    return download(f"{server.url}{path}", file, sha256=sha256, progress=lambda _done, _of: None, pause=lambda _: None)


def test_it_comes_whole_and_says_how_far_it_is(server: FileServer, tmp_path: Path) -> None:
    heard: list[tuple[int, int | None]] = []
    file = tmp_path / "new" / "big.ckpt"
    found = download(
        f"{server.url}/big.ckpt", file, sha256=DIGEST[:8].upper(), progress=lambda *step: heard.append(step)
    )
    assert found == DIGEST
    assert file.read_bytes() == BODY
    assert heard[0] == (0, len(BODY))
    assert heard[-1] == (len(BODY), len(BODY))
    assert [path.name for path in file.parent.iterdir()] == ["big.ckpt"]


def test_a_transfer_that_breaks_off_goes_on_where_it_was(server: FileServer, tmp_path: Path) -> None:
    server.breaks_after = [300_000, 400_000]
    assert bring(server, tmp_path / "big") == DIGEST
    first, second, third = (int(asked.strip("bytes=-") or 0) for _, asked in server.asked)
    assert first == 0 < 280_000 < second <= 300_000 < 660_000 < third <= 700_000


def test_so_does_the_next_command(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "big.part").write_bytes(BODY[:1000])
    assert bring(server, tmp_path / "big") == DIGEST
    assert server.asked == [("/big.ckpt", "bytes=1000-")]


def test_a_server_that_knows_no_ranges_starts_again(server: FileServer, tmp_path: Path) -> None:
    server.knows_ranges = False
    server.breaks_after = [300_000]
    assert bring(server, tmp_path / "big") == DIGEST


def test_what_was_whole_already_is_only_checked(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "big.part").write_bytes(BODY)
    assert bring(server, tmp_path / "big") == DIGEST
    assert (tmp_path / "big").read_bytes() == BODY


def test_what_is_longer_than_the_file_is_brought_again(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "big.part").write_bytes(BODY + b"more")
    assert bring(server, tmp_path / "big") == DIGEST


def test_one_that_never_gets_on_says_so_and_keeps_what_there_is(server: FileServer, tmp_path: Path) -> None:
    server.breaks_after = [1 << 14, *[0] * 9]
    with pytest.raises(DownloadFailed, match=r"breaks off at 16,384 bytes .* goes on from there"):
        bring(server, tmp_path / "big")
    assert (tmp_path / "big.part").read_bytes() == BODY[: 1 << 14]


def test_a_busy_server_is_asked_again(server: FileServer, tmp_path: Path) -> None:
    server.statuses = [503, 429]
    assert bring(server, tmp_path / "big") == DIGEST


def test_the_wrong_file_is_deleted(server: FileServer, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match=f"its sha256 is {DIGEST}, not {'0' * 64}"):
        bring(server, tmp_path / "big", sha256="0" * 64)
    assert list(tmp_path.iterdir()) == []


def test_what_was_brought_of_another_file_does_not_pass(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "big.part").write_bytes(b"of another file")
    with pytest.raises(DownloadFailed, match="was deleted"):
        bring(server, tmp_path / "big")
    assert bring(server, tmp_path / "big") == DIGEST


def test_an_answer_that_will_not_change_ends_it_at_once(server: FileServer, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="/gone answered 404 Not Found"):
        bring(server, tmp_path / "big", path="/gone")
    assert len(server.asked) == 1


def test_no_network_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        server = FileServer(url=f"http://127.0.0.1:{closed.getsockname()[1]}")
        with pytest.raises(DownloadFailed, match=r"cannot reach 127\.0\.0\.1:\d+: Connection refused$"):
            bring(server, tmp_path / "big")
    with pytest.raises(DownloadFailed, match="cannot reach"):
        download("no address", tmp_path / "big", sha256="", progress=lambda _done, _of: None)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_a_disk_without_room_is_known_before(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 90, 10))
    with pytest.raises(DownloadFailed, match=r"too full: 1,048,576 bytes are to come, 10 are free"):
        bring(server, tmp_path / "big")


def test_a_disk_that_fills_up_is_one_line(server: FileServer, tmp_path: Path) -> None:
    """/dev/full takes nothing: every write to it fails as on a full disk."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "big.part").symlink_to(full)
    with pytest.raises(DownloadFailed, match=f"cannot write .*big.part: {os.strerror(errno.ENOSPC)}"):
        bring(server, tmp_path / "big")


def test_checksums_in_names() -> None:
    assert checksum_in("toxic_original-c1212f89.ckpt") == "c1212f89"
    assert checksum_in("model-v2.ckpt") == checksum_in("model.ckpt") == ""
    assert matches(DIGEST, DIGEST[:8])
    assert matches(DIGEST, "")
    assert not matches(DIGEST, DIGEST[:4])
