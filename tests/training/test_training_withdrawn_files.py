"""`pairs --out` and `support --out` by command, and what `withdraw` makes of the folders."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from taught_place import Place

from store import permissions, replies
from store.database import transaction
from store.rows import Permission
from training.cli import main


def command(place: Place, monkeypatch: pytest.MonkeyPatch, *said: str) -> None:
    monkeypatch.setattr(sys, "argv", ["sidelight-train", *said, "--config", str(place.config)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code


def test_withdraw_reaches_what_was_written_by_hand(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fit, pairs = tmp_path / "fit", tmp_path / "pairs"
    command(place, monkeypatch, "support", "--out", str(fit))
    command(place, monkeypatch, "pairs", "--out", str(pairs))
    held = "".join(path.read_text() for path in pairs.glob("*.jsonl"))
    author = replies.reply(place.db, "t1_002k0")
    assert author is not None
    assert "t1_002k0" in held
    capsys.readouterr()
    command(place, monkeypatch, "withdraw", "t1_elsewhere", "--json")
    assert json.loads(capsys.readouterr().out)["folders"] == []
    with transaction(place.db):
        assert permissions.revoke(place.db, str(author.author), Permission.TRAINING, 9e9)
    command(place, monkeypatch, "withdraw", "--check", "--dry-run", "--json")
    assert json.loads(capsys.readouterr().out)["folders"] == [str(fit), str(pairs)]
    assert (fit / "support.npz").exists()
    command(place, monkeypatch, "withdraw", "--check", "--json")
    assert json.loads(capsys.readouterr().out)["folders"] == [str(fit), str(pairs)]
    assert list(fit.iterdir()) == []
    left = "".join(path.read_text() for path in pairs.glob("*.jsonl"))
    assert "t1_002k0" not in left
    assert "t1_011k0" in left, "people of another circle keep theirs"
