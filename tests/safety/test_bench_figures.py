"""The arithmetic under the bench's figures, on cases that can be done in the head."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.safety_alarms import real_replies
from bench.safety_diasafety import auc
from bench.safety_reference import WordList
from bench.safety_reliability import predictions
from bench.safety_speed import PEER, measure, shortened
from bench.safety_suite import NO_POST, Function, is_right
from bench.safety_tables import Case, percent
from bench.safety_voices import VOICES, Voice
from models.protocols import ANYWHERE, MACHINE_TEXT, Hazard, Verdict
from training.reliability import Share, bins, calibration_error
from training.safety.seeds import is_held_out


def test_bins_hold_their_edges_and_the_error_weighs_them_by_size() -> None:
    found = [(1.0, True), (0.9, True), (0.0, False), (0.05, True)]
    rows = bins(found)
    assert [(row.low, row.unsafe.hits, row.unsafe.of) for row in rows] == [(0.0, 1, 2), (0.9, 2, 2)]
    assert calibration_error(found) == pytest.approx(0.5 * (0.5 - 0.025) + 0.5 * 0.05)
    assert calibration_error([]) == 0.0


def test_ties_count_half() -> None:
    assert auc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)


def test_an_ordinary_reply_answers_for_its_worst_hazard_and_a_lookalike_for_its_own() -> None:
    verdict = Verdict({Hazard.ABUSE: 0.9, Hazard.MEDICAL: 0.1}, (), "test")
    lookalike = Function("", "none", "negated", NO_POST, ("x",), near="medical")
    ordinary = Function("", "none", "negated", NO_POST, ("x",), near="none")
    unsafe = Function("", "medical", "direct", NO_POST, ("x",), near="medical")
    cases = [Case(function, verdict) for function in (lookalike, ordinary, unsafe)]
    assert predictions(cases) == [(0.1, False), (0.9, False), (0.1, True)]
    assert [case.is_right for case in cases] == [False, False, False]


def test_only_the_file_of_false_experiences_is_judged_as_a_machine() -> None:
    said = "When I was your age I went through that."
    machine = Function("", "false_experience", "direct", NO_POST, (said,), near="false_experience")
    person = Function("", "none", "own_experience", NO_POST, (said,), near="abuse")
    assert (machine.rules, person.rules) == (MACHINE_TEXT, ANYWHERE)
    assert is_right(WordList(), machine, said)
    assert is_right(WordList(), person, said)


def test_held_out_questions_are_the_same_ones_every_time(tmp_path: Path) -> None:
    ids = [f"q{number}" for number in range(400)]
    held_out = [name for name in ids if is_held_out(name)]
    assert 0.3 < len(held_out) / len(ids) < 0.5
    threads = [{"id": name, "title": name, "body": "", "replies": [{"body": "Hello."}]} for name in ids]
    file = tmp_path / "threads.jsonl"
    file.write_text("\n".join(map(json.dumps, threads)), encoding="utf-8")
    assert [post.title for post, _ in real_replies(file, only_held_out=True)] == held_out
    assert len(real_replies(file, only_held_out=False)) == len(ids)


def test_nothing_of_something_has_an_interval_that_starts_at_nought() -> None:
    assert percent(Share(0, 73)).startswith("0.0% of 73 (0.0%–")


@pytest.mark.timeout(120)  # a process that imports everything, on a machine that may be busy
@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_every_voice_can_be_made_in_a_process_of_its_own(voice: Voice) -> None:
    speed = measure(voice, [(NO_POST, "Hello."), (NO_POST, "I hear you.")])
    assert 0 < speed.p50_ms <= speed.p95_ms
    assert 0 < speed.bare_mb <= speed.peak_mb


def test_replies_are_cut_at_whole_sentences_to_what_peers_write() -> None:
    long = "I hear you. " + "That is a lot to carry alone. " * 9
    endless = "word " * 99
    (first, second, third) = (reply for _, reply in shortened([(NO_POST, t) for t in (long, endless, "Short.")]))
    assert long.startswith(first)
    assert first.endswith(".")
    assert 100 < len(first) <= PEER
    assert len(second) == PEER
    assert third == "Short."
