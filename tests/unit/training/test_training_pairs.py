"""Which preferences become pairs. Every rule has a log that would be one pair without it."""

from __future__ import annotations

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
    a_verdict,
    built,
    falls,
    two_readings,
    two_replies,
)

from training.evidence import Log


def test_clear_votes_at_equal_age_are_one_pair() -> None:
    found = built(a_log(replies=two_replies(), readings=two_readings()))
    (pair,) = found.pairs
    assert (pair.key, pair.task, pair.evidence, pair.weight) == (
        f"gm:{GOOD}>{BAD}",
        "gm",
        "votes",
        pytest.approx(0.971, abs=1e-3),
    )
    assert (pair.chosen, pair.rejected, pair.draft) == (KIND, CURT, "")
    assert set(pair.texts) == {GOOD, BAD}
    assert found.funnel == {"votes": {"pairs": 1}}
    assert found.people[pair.key] == {"seeker", "by_t1_good", "by_t1_bad"}


def votes_log(**changes: object) -> Log:
    return a_log(**{"replies": two_replies(), "readings": two_readings(), **changes})


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        pytest.param(votes_log(readings=two_readings(bad={"score": None})), "score unknown at this age", id="hidden"),
        pytest.param(votes_log(readings=two_readings(bad={"age_h": 6.0})), "score unknown at this age", id="other age"),
        pytest.param(votes_log(readings=two_readings(bad={"score": 1})), "ignored: unseen, not disliked", id="unseen"),
        pytest.param(
            votes_log(readings=two_readings(bad={"at_utc": 40 * HOUR})), "read at different ages", id="read late"
        ),
        pytest.param(
            votes_log(readings=two_readings(good={"edited": True})),
            "edited, so the votes are for other words",
            id="edited",
        ),
        pytest.param(
            votes_log(readings=two_readings(good={"score": 0}, bad={"score": -9})),
            "neither is liked",
            id="bad and worse",
        ),
        pytest.param(votes_log(readings=two_readings(good={"score": 5})), "votes too close", id="close"),
        pytest.param(
            votes_log(readings=two_readings(good={"score": 4}, bad={"score": 2})),
            "the lead may be chance",
            id="few votes",
        ),
        pytest.param(votes_log(posts=[a_post(body=None)]), "no permission for the post", id="post not kept"),
        pytest.param(votes_log(not_allowing=["Seeker"]), "no permission for the post", id="seeker says no"),
        pytest.param(votes_log(not_allowing=["by_t1_good"]), "no permission for the chosen text", id="chosen says no"),
        pytest.param(
            votes_log(not_allowing=["by_t1_bad"]), "no permission for the rejected text", id="rejected says no"
        ),
        pytest.param(
            votes_log(replies=two_replies(bad={"gone_utc": 9.0})), "text deleted or not kept", id="rejected deleted"
        ),
        pytest.param(
            votes_log(replies=two_replies(good={"body": "[removed]"})), "text deleted or not kept", id="shell"
        ),
        pytest.param(votes_log(flags=[a_flag(GOOD, None)]), "chosen was flagged", id="flag open"),
        pytest.param(votes_log(flags=[a_flag(GOOD, "agree")]), "chosen was flagged", id="flag upheld"),
        pytest.param(votes_log(readings=two_readings(good={"removed": True})), "chosen was removed", id="removed"),
        pytest.param(votes_log(verdicts=[a_verdict(GOOD, 0.6)]), "chosen looks unsafe", id="verdict"),
        pytest.param(votes_log(verdicts=[a_verdict(GOOD, 0.0, "Finnish")]), "chosen looks unsafe", id="unreadable"),
        pytest.param(
            votes_log(suggestions=[a_suggestion(text=KIND.upper())]), "machine-written", id="a suggestion, posted"
        ),
        pytest.param(votes_log(replies=two_replies(good={"body": "hugs to you"})), "chosen too short", id="short"),
        pytest.param(votes_log(replies=two_replies(bad={"body": KIND + "!"})), "too alike", id="alike"),
        pytest.param(votes_log(replies=two_replies(bad={"body": CURT * 9})), "lengths too far apart", id="long"),
    ],
)
def test_what_does_not_become_a_pair_is_counted_with_its_reason(log: Log, reason: str) -> None:
    found = built(log)
    assert not [pair for pair in found.pairs if pair.evidence == "votes"]
    assert reason in found.funnel["votes"]


def test_what_the_classifier_speaks_against_is_never_chosen_and_may_be_rejected() -> None:
    log = votes_log()
    assert falls(built(log, unsafe=[KIND])) == {"chosen looks unsafe"}
    assert len(built(log, unsafe=[CURT]).pairs) == 1


def test_an_overruled_flag_does_not_keep_a_reply_out() -> None:
    log = votes_log(flags=[a_flag(GOOD, "disagree")], verdicts=[a_verdict(GOOD, 0.9)])
    assert len(built(log, unsafe=[KIND]).pairs) == 1


def test_the_seekers_own_comments_are_in_no_pair() -> None:
    assert built(votes_log(replies=two_replies(bad={"by_seeker": True}))).pairs == ()


def test_a_lead_of_a_reply_that_came_first_weighs_less() -> None:
    log = votes_log(replies=two_replies(bad={"created_utc": 90.0}))
    (pair,) = built(log).pairs
    assert pair.weight == pytest.approx(0.5 * 0.971, abs=1e-3)
    assert built(log, weights={"votes_earlier": 0.0}).pairs == ()


def test_downvotes_need_no_gap_and_scores_below_one_are_not_divided_by() -> None:
    (pair,) = built(votes_log(readings=two_readings(good={"score": 3}, bad={"score": 0}))).pairs
    assert pair.chosen == KIND


def test_a_ruling_sets_the_harmful_reply_against_a_well_received_one() -> None:
    log = votes_log(readings=[a_reading(GOOD, 4), a_reading(BAD, None)], flags=[a_flag(BAD, "agree")])
    (pair,) = built(log).pairs
    assert (pair.evidence, pair.chosen, pair.rejected, pair.weight, pair.created_utc) == (
        "ruling",
        KIND,
        CURT,
        3.0,
        200.0,
    )


@pytest.mark.parametrize("ruling", [None, "disagree"])
def test_without_a_ruling_a_flag_rejects_nothing(ruling: str | None) -> None:
    log = votes_log(readings=[a_reading(GOOD, 4), a_reading(BAD, None)], flags=[a_flag(BAD, ruling)])
    assert built(log).pairs == ()


def test_a_ruling_chooses_nothing_that_nobody_received_well() -> None:
    log = votes_log(readings=[a_reading(GOOD, 1)], flags=[a_flag(BAD, "agree")])
    assert falls(built(log)) >= {"no well-received reply to set against it"}


def test_a_ruling_outranks_votes_that_say_the_contrary() -> None:
    log = votes_log(
        replies=(
            *two_replies(),
            a_reply("t1_third", body="would it help to talk to one friend this week", created_utc=200.0),
        ),
        readings=[a_reading(GOOD, 3), a_reading(BAD, 40), a_reading("t1_third", 1)],
        flags=[a_flag(BAD, "agree")],
    )
    found = built(log)
    assert [(pair.evidence, pair.chosen) for pair in found.pairs] == [("ruling", KIND)]
    assert found.funnel["votes"]["chosen was flagged"] == 1


def test_weaker_evidence_repeats_or_is_overruled_and_makes_no_second_pair() -> None:
    thanked = a_reading(GOOD, 3, seeker_answer="thanks")
    pushed = a_reading(BAD, 40, seeker_answer="pushback")
    found = built(votes_log(readings=[thanked, pushed]))
    assert [(pair.evidence, pair.chosen) for pair in found.pairs] == [("seeker", KIND)]
    assert found.funnel["votes"] == {"overruled by stronger evidence": 1}
    found = built(
        votes_log(readings=[a_reading(GOOD, 40, seeker_answer="thanks"), a_reading(BAD, 3, seeker_answer="pushback")])
    )
    assert found.funnel["votes"] == {"repeats stronger evidence": 1}


@pytest.mark.parametrize(("good", "bad"), [("thanks", None), (None, "pushback"), ("thanks", "other")])
def test_one_answer_of_the_seeker_alone_is_no_pair(good: str | None, bad: str | None) -> None:
    log = votes_log(readings=[a_reading(GOOD, None, seeker_answer=good), a_reading(BAD, None, seeker_answer=bad)])
    assert built(log).pairs == ()


def test_at_most_five_pairs_a_post_the_strongest_evidence_first() -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    rest = [a_reply(f"t1_{n}", body=" ".join([word] * 6), created_utc=100.0 + n) for n, word in enumerate(words)]
    log = votes_log(
        replies=(*two_replies(), *rest),
        readings=[*two_readings(), *(a_reading(row.fullname, 20 * (n + 2)) for n, row in enumerate(rest))],
        flags=[a_flag(BAD, "agree")],
    )
    found = built(log)
    assert len(found.pairs) == 5
    assert {pair.evidence for pair in found.pairs} == {"ruling"}
    assert sum(falls.get("more than enough of this post", 0) for falls in found.funnel.values()) > 0


@pytest.mark.parametrize(
    ("changes", "chosen", "evidence"),
    [
        ({"decision": "taken"}, KIND, "decision"),
        ({"decision": "declined"}, CURT, "decision"),
        ({"stars": 5}, KIND, "rating"),
        ({"stars": 1}, CURT, "rating"),
        ({"stars": 3, "decision": "taken"}, KIND, "decision"),
        ({"stars": 4, "decision": "ignored"}, KIND, "rating"),
    ],
)
def test_what_helpers_make_of_a_suggestion_is_a_pair(changes: dict[str, object], chosen: str, evidence: str) -> None:
    (pair,) = built(a_log(suggestions=[a_suggestion(**changes)])).pairs
    assert (pair.task, pair.chosen, pair.draft, pair.evidence) == ("im", chosen, CURT, evidence)
    assert {pair.chosen, pair.rejected} == {KIND, CURT}
    assert pair.key == ("im:S7>t1_draft" if chosen == KIND else "im:t1_draft>S7")


@pytest.mark.parametrize(
    "changes",
    [{}, {"decision": "edited"}, {"decision": "ignored"}, {"stars": 3}, {"stars": 1, "decision": "taken"}],
)
def test_what_says_nothing_or_contradicts_itself_is_no_pair(changes: dict[str, object]) -> None:
    found = built(a_log(suggestions=[a_suggestion(**changes)]))
    assert found.pairs == ()
    assert falls(found)


def test_a_flagged_draft_is_not_chosen_though_its_writer_kept_it() -> None:
    declined = a_suggestion(decision="declined")
    assert built(a_log(suggestions=[declined], flags=[a_flag("t1_draft", None)])).pairs == ()
    taken = a_suggestion(decision="taken")
    assert len(built(a_log(suggestions=[taken], flags=[a_flag("t1_draft", "agree")])).pairs) == 1


def test_the_same_log_builds_the_same_pairs() -> None:
    log = votes_log(suggestions=[a_suggestion(decision="taken")])
    assert built(log) == built(log)
