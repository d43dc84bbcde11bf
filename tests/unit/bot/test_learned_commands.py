"""`sidelight thresholds` and `drift`, and the Monday digest: what rulings say, on a real store."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.digest import Digest
from bot.rulebook import Rulebook
from store import Store, flags, open_database, replies, rules, transaction, verdicts
from store.rows import FlagRow, ReplyRow, VerdictRow

MONDAY = dt.datetime(2027, 3, 1, 20, tzinfo=dt.UTC).timestamp()
PAGE = "version: 1\ndry_run: false\nflags: {thresholds: {promotion: 0.4}}\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A store in which moderators of r/quiet upheld what is likely and overruled what is not."""
    path = tmp_path / "config.toml"
    path.write_text('[reddit]\nusername = "bot"\nclient_id = "x"\nsubreddits = ["quiet", "harbour"]\n')
    with open_database(tmp_path / "data/sidelight.db") as db, transaction(db):
        rules.put_good(db, "quiet", "r1", PAGE, 1.0)
        for number in range(30):
            name, at, upheld = f"t1_{number}", MONDAY - 20 * 86_400 + number, number % 2 == 0
            probability = 0.71 if upheld else 0.45
            replies.add_reply(db, ReplyRow(name, "t3_p", "t3_p", "quiet", "/r", at, at))
            verdicts.put(db, VerdictRow(name, "rules+heads-1", at, {"promotion": probability}))
            flag = flags.add(db, FlagRow(name, "t3_p", "quiet", "promotion", probability, "report", at))
            flags.mark_told(db, flag, at)
            flags.rule(db, flag, "agree" if upheld else "disagree", at)
    return path


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_thresholds_for_scripts_and_for_people(config: Path) -> None:
    found = json.loads(said("thresholds", "--json", "--config", str(config)))
    assert found["harbour"] == []
    (one,) = found["quiet"]
    assert (one["threshold"], one["suggested"], one["saved"], one["upheld"]) == (0.4, 0.71, 0.5, 15)
    shown = said("thresholds", "--subreddit", "quiet", "--config", str(config))
    assert "promotion: at 0.71 you would have seen 50% fewer flags" in shown
    assert "harbour" not in shown


def test_drift_for_scripts_and_for_people(config: Path) -> None:
    found = json.loads(said("drift", "--json", "--config", str(config)))
    (week,) = found["weeks"]
    assert (week["begins"], week["replies"], week["flagged"], week["agree_rate"]) == ("2027-02-08", 30, 30, 0.5)
    assert found["moved"] == []
    assert "too little to tell" in said("drift", "--config", str(config))
    assert json.loads(said("status", "--json", "--config", str(config)))["moved this week"] == []


class _Hand:
    """A clock that stands where it is put."""

    def __init__(self, at_utc: float) -> None:
        self.at_utc = at_utc

    def now(self) -> float:
        return self.at_utc

    async def sleep(self, seconds: float) -> None:
        self.at_utc += seconds


@pytest.mark.parametrize(("days", "tells"), [(0, True), (1, False)])
async def test_moderators_read_of_it_in_mondays_digest(config: Path, days: int, tells: bool) -> None:
    clock = _Hand(MONDAY + days * 86_400)
    async with Store(config.parent / "data/sidelight.db") as store:
        rulebook = Rulebook(store, None, ("quiet",), clock)  # type: ignore[arg-type]  # nobody reads the wiki here
        await rulebook.load()
        assert await Digest(store, rulebook, ("quiet",), clock).write_due() == int(tells)
        bodies = await store.run(lambda db: [row[0] for row in db.execute("select payload from outbox").fetchall()])
    assert any("write `promotion: 0.71` under `flags`, `thresholds`" in body for body in bodies) is tells
