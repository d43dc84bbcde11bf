"""Each source of preferences: rules for votes, ratings, what helpers made of suggestions, and texts alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from little_log import (
    BAD,
    CURT,
    GOOD,
    HOUR,
    KIND,
    a_flag,
    a_log,
    a_post,
    a_reading,
    a_reply,
    a_suggestion,
    built,
    falls,
    two_readings,
    two_replies,
)

from models.protocols import Post
from store.rows import RatingRow, SampleRow
from training.dialogues import Dialogue
from training.evidence import Log
from training.pairs import build_pairs
from training.samples import sample_rows
from training.settings import PairSettings

THIRD = "would it help to talk to one friend about it this week"
FINAL = "that sounds heavy, and I would go outside with you for once"


def late(reply: str, score: int, **changes: object) -> object:
    return replace(a_reading(reply, score), age_h=72.0, at_utc=72 * HOUR, **changes)


def test_an_archive_reads_last_scores_and_a_live_watch_reads_equal_ages() -> None:
    log = a_log(
        replies=two_replies(bad={"created_utc": 90.0}),
        readings=[*two_readings(good={"score": 2}, bad={"score": 7}), late(GOOD, 30), late(BAD, 8)],
    )
    assert [pair.chosen for pair in built(log).pairs] == [CURT]
    assert falls(built(log, votes="shp")) >= {"the chosen was there first"}
    assert [pair.chosen for pair in built(log, votes=["llumi"]).pairs] == [KIND]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"score": 1}, "fewer votes than the floor"),
        ({"score": 9}, "votes too close"),
        ({"score": None}, "score never seen"),
        ({"edited": True}, "edited, so the votes are for other words"),
    ],
)
def test_shp_asks_for_floor_ratio_and_order(bad: dict[str, object], reason: str) -> None:
    log = a_log(replies=two_replies(), readings=two_readings(bad=bad))
    assert falls(built(log, votes="shp")) == {reason}
    assert len(built(a_log(replies=two_replies(), readings=two_readings()), votes="shp").pairs) == 1


def test_llumi_asks_for_the_best_and_the_worst_of_a_subreddit() -> None:
    log = a_log(
        replies=(*two_replies(), a_reply("t1_third", body=THIRD)),
        readings=[a_reading(GOOD, 40), a_reading(BAD, 3), a_reading("t1_third", 20)],
    )
    found = built(log, votes="llumi")
    assert [(pair.chosen, pair.rejected) for pair in found.pairs] == [(KIND, CURT)]
    assert found.funnel["votes"] == {"alone, for KTO": 1, "not among the best and the worst": 2, "pairs": 1}
    assert falls(built(log, votes="llumi", llumi={"min_gap": 50})) >= {"votes too close"}


def test_several_rules_are_counted_apart_and_make_one_pair() -> None:
    found = built(a_log(replies=two_replies(), readings=two_readings(good={"score": 40})), votes="all")
    assert len(found.pairs) == 1
    assert (
        found.funnel
        == {
            "votes: equal_age": {"repeats stronger evidence": 1},
            "votes: llumi": {"pairs": 1},
            "votes: shp": {"repeats stronger evidence": 1},
        }
        or sum(names.get("pairs", 0) for names in found.funnel.values()) == 1
    )


def edited(**changes: object) -> Log:
    return a_log(suggestions=[a_suggestion(**{"decision": "edited", "final": FINAL, **changes})])


def test_what_a_helper_made_of_a_suggestion_beats_suggestion_and_draft() -> None:
    pairs = built(edited()).pairs
    assert {(pair.chosen, pair.rejected) for pair in pairs} == {(FINAL, KIND), (FINAL, CURT)}
    assert {pair.evidence for pair in pairs} == {"decision"}
    assert built(edited(final="")).pairs == ()
    rated_down = built(edited(stars=1)).pairs
    assert {(pair.chosen, pair.rejected) for pair in rated_down} == {(FINAL, KIND), (FINAL, CURT), (CURT, KIND)}


@pytest.mark.parametrize(("own", "others", "bound"), [(40, 5, 1.2), (5, 40, 0.8), (5, 5, 1.0)])
def test_a_decision_weighs_more_where_votes_came_after_it(own: int, others: int, bound: float) -> None:
    """Before the edit both had gained alike; afterwards one gained more."""
    replies = [a_reply("t1_draft", "Helper", CURT), a_reply(GOOD)]
    readings = [
        replace(a_reading(name, score), age_h=age, at_utc=60.0 + age * HOUR, edited=name == "t1_draft" and age > 1)
        for name, scores in (("t1_draft", (3, own)), (GOOD, (3, others)))
        for age, score in ((1.0, scores[0]), (24.0, scores[1]))
    ]
    taken = a_suggestion(decision="taken", decided_utc=2 * HOUR)
    pairs = built(a_log(replies=replies, readings=readings, suggestions=[taken]), votes="equal_age").pairs
    (weight,) = [pair.weight / 2.0 for pair in pairs if pair.evidence == "decision"]
    assert (weight > bound) if bound > 1 else (weight < bound) if bound < 1 else weight == pytest.approx(1.0)
    assert 0 <= weight <= 2


def a_sample(id: int, text: str, **changes: object) -> SampleRow:  # noqa: A002
    return replace(SampleRow("t3_p", "base", text, 5.0, id=id, run="im-1"), **changes)


def scored(sample: SampleRow, **by_rater: int) -> tuple[SampleRow, tuple[RatingRow, ...]]:
    rows = [
        RatingRow(sample.id, rater, 1, 9.0, readability=n, empathy=n, connection=n, actionability=n, safety=n)
        for rater, n in by_rater.items()
    ]
    return sample, tuple(rows)


def rated_log(*rated: tuple[SampleRow, tuple[RatingRow, ...]], **changes: object) -> Log:
    return replace(a_log(**changes), rated=rated)


def test_raters_who_read_both_prefer_one() -> None:
    found = built(rated_log(scored(a_sample(1, KIND), ann=5, ben=4), scored(a_sample(2, CURT), ann=3, ben=2, cy=5)))
    (pair,) = found.pairs
    assert (pair.task, pair.chosen, pair.rejected, pair.evidence, pair.author) == ("gm", KIND, CURT, "rating", "")
    assert found.people[pair.key] == {"seeker"}


@pytest.mark.parametrize(
    ("good", "bad", "reason"),
    [
        ({"ann": 5}, {"ann": 1}, "too few raters read both"),
        ({"ann": 5, "ben": 4}, {"cy": 1, "dee": 1}, "too few raters read both"),
        ({"ann": 4, "ben": 4}, {"ann": 4, "ben": 4}, "ratings too close"),
        ({"ann": 2, "ben": 2}, {"ann": 1, "ben": 1}, "the better is not rated safe"),
    ],
)
def test_few_close_and_unsafe_ratings_prefer_nothing(good: dict[str, int], bad: dict[str, int], reason: str) -> None:
    log = rated_log(scored(a_sample(1, KIND), **good), scored(a_sample(2, CURT), **bad))
    assert reason in falls(built(log))
    assert built(log).pairs == ()


def test_a_rated_reply_needs_its_writers_permission() -> None:
    samples = (
        scored(a_sample(1, KIND, system="human", reply=GOOD), ann=5, ben=5),
        scored(a_sample(2, CURT), ann=2, ben=2),
    )
    assert len(built(rated_log(*samples, replies=two_replies())).pairs) == 1
    refused = built(rated_log(*samples, replies=two_replies(), not_allowing=["by_t1_good"]))
    assert falls(refused) >= {"no permission for the chosen text"}


def test_a_pair_names_the_texts_of_people_and_nothing_that_nobody_could_take_back() -> None:
    human, machine = scored(a_sample(1, KIND, system="human", reply=GOOD), ann=2, ben=2), a_sample(2, CURT)
    log = rated_log(human, scored(machine, ann=5, ben=5), replies=two_replies())
    (pair,) = built(log).pairs
    assert (pair.chosen, pair.rejected, pair.texts) == (CURT, KIND, (GOOD,))
    (alone,) = built(rated_log(scored(machine, ann=5, ben=5))).thumbs
    assert (alone.chosen, alone.texts) == (CURT, ())


def test_what_a_model_wrote_is_screened_as_what_a_model_wrote() -> None:
    asked: dict[str, str | None] = {}

    def is_safe(_post: Post, text: str, *, draft: str | None = None) -> bool:
        asked[text] = draft
        return True

    human, machine = a_sample(1, KIND, system="human", reply=GOOD), a_sample(2, CURT)
    build_pairs(rated_log(scored(human, ann=5, ben=5), replies=two_replies()), PairSettings(), is_safe)
    build_pairs(rated_log(scored(machine, ann=5, ben=5)), PairSettings(), is_safe)
    assert asked == {KIND: None, CURT: ""}


def test_a_models_text_that_raters_preferred_is_not_told_as_a_persons() -> None:
    """Once such a pair judges an adapter, its chosen text stands where people's replies stand."""
    human, machine = a_sample(1, KIND, system="human", reply=GOOD), a_sample(2, CURT)
    by_model, by_person = (
        built(rated_log(scored(human, **one), scored(machine, **other), replies=two_replies())).pairs[0]
        for one, other in (({"ann": 2, "ben": 2}, {"ann": 5, "ben": 5}), ({"ann": 5, "ben": 5}, {"ann": 2, "ben": 2}))
    )
    asked = [Dialogue(by_model, (), 1), Dialogue(by_person, (), 1)]
    texts = {"human": [CURT, KIND], "candidate": ["new words", "more new words"]}
    rows = sample_rows(asked, texts, run="im-2", names={"candidate": "gm-1"}, at_utc=9.0)
    assert [(row.system, row.text, row.reply) for row in rows] == [
        ("human", KIND, GOOD),
        ("gm-1", "new words", ""),
        ("gm-1", "more new words", ""),
    ]


def test_texts_alone_are_up_or_down_and_silence_is_neither() -> None:
    log = a_log(
        replies=[a_reply("t1_thanked"), a_reply("t1_down", body=CURT), a_reply("t1_unseen", body=THIRD)],
        readings=[
            a_reading("t1_thanked", None, seeker_answer="thanks"),
            a_reading("t1_down", -2),
            a_reading("t1_unseen", 1),
        ],
        suggestions=[a_suggestion(8, reply="t1_x", text=FINAL, decision="ignored")],
    )
    found = built(log)
    assert found.pairs == ()
    assert {(row.task, row.chosen, row.rejected, row.evidence) for row in found.thumbs} == {
        ("gm", KIND, "", "seeker"),
        ("gm", "", CURT, "votes"),
    }
    assert all(found.people[row.key] for row in found.thumbs)


def test_a_flagged_text_is_no_thumb_up_and_a_paired_one_is_none() -> None:
    thanked = [a_reading(GOOD, None, seeker_answer="thanks")]
    assert built(a_log(replies=[a_reply(GOOD)], readings=thanked, flags=[a_flag(GOOD, None)])).thumbs == ()
    assert built(a_log(replies=[a_reply(GOOD)], readings=thanked), unsafe=[KIND]).thumbs == ()
    paired = built(a_log(replies=two_replies(), readings=two_readings()))
    assert (len(paired.pairs), paired.thumbs) == (1, ())


def test_what_says_who_somebody_is_is_scrubbed() -> None:
    said = f"{KIND}, write to me at kind.heron@example.org or u/heron_kind"
    log = a_log(
        posts=[a_post(title="Call 212-555-0143 please", body="see https://example.org/me")],
        replies=two_replies(good={"body": said}),
        readings=two_readings(),
    )
    (pair,) = built(log).pairs
    words = f"{pair.post_title} {pair.post_body} {pair.chosen}"
    assert not any(secret in words for secret in ("example.org", "heron_kind", "555-0143"))


def test_each_task_has_its_own_funnel() -> None:
    found = built(a_log(replies=two_replies(), readings=two_readings(), suggestions=[a_suggestion(decision="taken")]))
    assert set(found.of_task("gm").funnel) == {"votes"}
    assert set(found.of_task("im").funnel) == {"decision"}
    assert {met.subreddit for met in found.tally} == {"quiet"}
