"""The loop's bench without a model: its community, its held-out drafts, its coins and its sums."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from bench.loop_book import open_book
from bench.loop_coins import draw_lots, draws
from bench.loop_editor import SUBREDDITS, edits
from bench.loop_figures import margins, plot, told_of_controls
from bench.loop_life import Options, told_of_swaps
from bench.loop_taste import held_out, taste_of
from bench.stage import StageError
from models.audit import Audit
from models.protocols import Post
from models.safety import load_classifier
from store.database import open_database

OPTIONS = Options(rounds=2, days=1.0, size=0.1, speed=60.0, every_candidate_serves=False, base=Path("editor"))
WARM, STEP = "That must be so lonely.", "You could write it down, just three lines."


def life(*tastes: float) -> list[dict[str, object]]:
    """Rounds in which each of 20 drafts got this taste, give or take what the draft is like."""
    return [
        {
            "number": number,
            "taste": [
                {"subreddit": SUBREDDITS[n % 2], "before": 0.3, "after": taste + 0.01 * (n % 5), "silence": ""}
                for n in range(20)
            ],
        }
        for number, taste in enumerate(tastes)
    ]


def test_held_out_drafts_are_always_the_same_and_in_both_subreddits() -> None:
    drafts = held_out(OPTIONS.plan(), 12)
    assert drafts == held_out(OPTIONS.plan(), 12)
    assert Counter(draft.post.community for draft in drafts) == dict.fromkeys(SUBREDDITS, 6)


def test_the_two_subreddits_want_opposite_edits() -> None:
    here, there = (Post("Evenings", "I dread them.", name) for name in SUBREDDITS)
    plan, draft = OPTIONS.plan(), "My cousin was like that too. No need to answer."
    for edit in (f"{WARM} {draft}", f"{draft} {STEP}"):
        gains = [taste_of(plan, post, edit) - taste_of(plan, post, draft) for post in (here, there)]
        assert gains[0] * gains[1] < 0


def test_the_stand_in_reads_of_edits_both_ways() -> None:
    read = list(islice(edits(random.Random(1)), 300))
    longer = [one for one in read if len(one.text) > len(one.draft)]
    assert {one.text.startswith(one.draft[:20]) for one in longer} == {True, False}


def test_to_the_audit_no_edit_is_a_template() -> None:
    """The same few phrases come back all the time; the audit must let them."""
    texts: list[str] = []
    audit = Audit(load_classifier())
    for one in islice(edits(random.Random(1)), 150):
        told = audit.check(one.post, one.draft, one.text, recent=texts)
        assert "template" not in [finding.check for finding in told]
        texts.append(one.text)


def test_the_stand_in_knows_the_names_of_the_bench_and_no_taste() -> None:
    """Of r/AmberMeadow it reads what pleases there; of the bench's own two either edit as often."""
    read = [one for one in islice(edits(random.Random(1)), 6000) if len(one.text) > len(one.draft)]

    def shares(community: str) -> tuple[float, float]:
        own = [one for one in read if one.post.community == community]
        first = sum(not one.text.startswith(one.draft[:12]) for one in own)
        last = sum(not one.text.endswith(one.draft[-12:]) for one in own)
        return first / len(own), last / len(own)

    first, last = shares("AmberMeadow")
    assert first > 2 * last
    one, other = (shares(name) for name in SUBREDDITS)
    assert abs(one[0] - one[1]) < 0.15
    assert abs(other[0] - other[1]) < 0.15
    assert abs(one[0] - other[0]) < 0.15


def test_lots_leave_the_log_as_it_is_and_only_change_what_people_did(tmp_path: Path) -> None:
    store, to = tmp_path / "a.db", tmp_path / "b.db"
    open_database(store).close()
    told = ["taken"] * 30 + ["declined"] * 4 + ["edited"] * 4 + ["ignored"] * 2
    with closing(sqlite3.connect(store)) as db:
        db.executemany(
            "insert into suggestions (reply, post, subreddit, author, engine, adapter, draft, text, edits, created_utc,"
            " seed, decision, stars, final) values (?, 't3_a', 'x', 'a', 'local', '', 'd', 't', '[]', 1, 0, ?, 5, 'f')",
            [(f"t1_{n}", decision) for n, decision in enumerate(told)],
        )
        db.commit()
    assert draw_lots(store, to, seed=3) == 38
    with closing(sqlite3.connect(to)) as db:
        rows = list(db.execute("select decision, stars, final, text from suggestions order by id"))
    assert Counter(row[0] for row in rows) == {"taken": 19, "declined": 19, "ignored": 2}
    assert {row[1:] for row in rows[:38]} == {(None, "", "t")}
    assert 5 < sum(row[0] == "taken" for row in rows[:30]) < 25


def test_a_rise_is_told_from_none() -> None:
    found = margins({"1": life(0.3, 0.4, 0.6), "2": life(0.3, 0.5, 0.6), "3": life(0.3, 0.4, 0.5)})
    rise = found["last round over the first"]
    assert rise.by_seed == pytest.approx((0.2, 0.1, 0.1))
    assert rise.drafts.low > 0
    assert rise.over_seeds is not None
    assert rise.over_seeds[0] < 0.1 < rise.drafts.mean < rise.over_seeds[1]
    assert margins({"1": life(0.3, 0.3)})["last round over the base"].over_seeds is None


def test_controls_are_told_with_an_interval() -> None:
    controls = [{"promoted": n == 0, "gain": 0.01 * (n % 3 - 1), "taste": 0.3, "round": 1} for n in range(20)]
    first, second = told_of_controls(controls)
    assert "1 of 20 (5% [0%, 25%])" in first
    assert "+0.0" in second or "-0.0" in second


def test_the_plot_is_an_svg(tmp_path: Path) -> None:
    plot(tmp_path / "loop.svg", {"1": life(0.3, 0.4)}, [{"round": 1, "taste": 0.3}, {"round": 1, "taste": None}])
    assert "<svg" in (tmp_path / "loop.svg").read_text()


def test_a_command_that_is_waited_for_says_what_it_found_and_ends_with_its_stage(tmp_path: Path) -> None:
    book = open_book(tmp_path / "loop.json", {"rounds": 2}, is_resumed=False)
    with book.staged(tmp_path / "seed-1") as stage, ThreadPoolExecutor(1) as crew:
        assert stage.ask("counting", "-c", "print(6 * 7)", within_s=60) == "42\n"
        with pytest.raises(StageError, match="took more than"):
            stage.ask("slow", "-c", "import time; time.sleep(60)", within_s=0.2)
        asked = crew.submit(stage.ask, "patient", "-c", "import time; print(); time.sleep(600)", within_s=600)
        while stage.asked is None or stage.asked.poll() is not None:
            time.sleep(0.01)
        book.close()
        with pytest.raises(StageError, match="the patient ended with code"):
            asked.result(timeout=60)
    with pytest.raises(StageError, match="told to stop"), book.staged(tmp_path / "seed-2"):
        pytest.fail("nothing begins any more")


def test_a_book_is_gone_on_with_only_where_the_same_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "loop.json"
    book = open_book(path, {"rounds": 2}, is_resumed=True)
    book.lives["1"] = [{"number": 0, "taste": []}]
    book.write()
    (tmp_path / "seed-1").mkdir()
    assert open_book(path, {"rounds": 2}, is_resumed=True).lives == book.lives
    with pytest.raises(StageError, match="leave --resume"):
        open_book(path, {"rounds": 3}, is_resumed=True)
    assert (tmp_path / "seed-1").exists()
    assert open_book(path, {"rounds": 3}, is_resumed=False).lives == {}
    assert not (tmp_path / "seed-1").exists()


def test_controls_go_over_all_logs_that_trained_and_leave_out_those_that_are_done(tmp_path: Path) -> None:
    book = open_book(tmp_path / "loop.json", {}, is_resumed=False)
    trained = [{"number": n, "report": {"adapter": adapter}} for n, adapter in ((1, ""), (2, "im-a"), (3, "im-b"))]
    book.lives = {seed: [{"number": 0}, *trained] for seed in ("1", "2")}
    book.controls = [{"number": 1}]
    drawn = draws(book, wanted=6)
    assert [(one.number, one.seed, one.lived["number"]) for one in drawn] == [
        (0, "1", 2), (2, "2", 2), (3, "2", 3), (4, "1", 2), (5, "1", 3),
    ]  # fmt: skip
    book.lives = {}
    assert draws(book, wanted=6) == []


def test_what_serves_is_what_the_bot_says_it_took_in() -> None:
    log = (
        "2026-01-01 INFO bot.adapters swapped task=im adapter=im-1\n"
        "2026-01-01 INFO bot.adapters swapped task=gm adapter=gm-1\n"
        "2026-01-01 WARNING bot.adapters swap_refused task=im adapter=im-2 why=canary 2: hazard: abuse 0.80\n"
        "2026-01-01 INFO bot.adapters swapped task=im adapter=none\n"
    )
    assert told_of_swaps(log) == {"im-1": "", "im-2": "canary 2: hazard: abuse 0.80", "": ""}
    assert list(told_of_swaps(log + "INFO bot.adapters swapped task=im adapter=im-1\n"))[-1] == "im-1"
    assert told_of_swaps("") == {}
