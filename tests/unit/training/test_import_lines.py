"""Lines out of files, packed and not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.training.dump_files import write_dump, zstd
from training.dumps import lines
from training.dumps.lines import BrokenFile, Place, blocks, window


def numbers(path: Path, after: Place = Place()) -> list[int]:  # noqa: B008 - a tuple
    data = b"".join(block.data for block in blocks(path, after, hear=lambda _read: None))
    return [json.loads(line)["n"] for line in data.splitlines()]


@pytest.mark.parametrize("frames", [1, 3])
def test_every_line_of_every_frame_comes_once(tmp_path: Path, frames: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_BLOCK", 500)
    path = write_dump(tmp_path / "a.zst", ({"n": n} for n in range(400)), frames=frames)
    assert numbers(path) == list(range(400))


@pytest.mark.parametrize("name", ["a.zst", "a.ndjson"])
def test_reading_goes_on_where_a_block_ended(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_BLOCK", 300)
    path = tmp_path / name
    text = b"".join(b'{"n":%d}\n' % n for n in range(200))
    path.write_bytes(zstd.compress(text) if name.endswith(".zst") else text)
    ends = [block.end for block in blocks(path, Place(), hear=lambda _read: None)]
    assert len(ends) > 3
    for end in ends:
        assert numbers(path, end) == list(range(end.lines, 200))


def test_a_last_line_without_its_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(b'{"n":1}\n{"n":2}')
    assert numbers(path) == [1, 2]


def test_a_file_that_ends_in_the_middle_is_told(tmp_path: Path) -> None:
    path = write_dump(tmp_path / "a.zst", ({"n": n} for n in range(5_000)))
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(BrokenFile, match=r"a\.zst: byte \d+: the file ends in the middle"):
        numbers(path)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zst"
    path.write_bytes(b"no zstd at all, but long enough")
    with pytest.raises(BrokenFile, match=r"a\.zst"):
        numbers(path)
    with pytest.raises(BrokenFile, match="no zstd file"):
        window(path)


def test_the_window_is_read_from_the_head(tmp_path: Path) -> None:
    path = tmp_path / "long.zst"
    options = {zstd.CompressionParameter.window_log: 31, zstd.CompressionParameter.enable_long_distance_matching: 1}
    with zstd.open(path, "wb", options=options) as file:
        file.write(b'{"n":1}\n')
        file.write(b'{"n":2}\n')
    assert window(path) == 1 << 31
    assert numbers(path) == [1, 2]
