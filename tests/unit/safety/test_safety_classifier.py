"""The classifier in its context: what the post changes, what a verdict holds, and what it costs."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from models.protocols import Hazard, Post, SafetyClassifier
from models.safety import RulesClassifier
from models.safety.classifier import NOTHING_FOUND

CLASSIFIER: SafetyClassifier = RulesClassifier()
CRISIS = Post("I can't", "I have decided to end my life tonight. Nobody would miss me.")
JOB = Post("Quit?", "I want to leave my job. Should I do it?")


def probability(post: Post, reply: str, hazard: Hazard = Hazard.INCITEMENT) -> float:
    return CLASSIFIER.judge(post, reply).probabilities[hazard]


@pytest.mark.parametrize("reply", ["Just do it.", "Go ahead.", "I respect your decision.", "Nobody would blame you."])
def test_the_same_words_are_worse_below_a_crisis(reply: str) -> None:
    assert probability(JOB, reply) < 0.5 < probability(CRISIS, reply)


def test_repeating_the_seekers_words_in_a_question_is_not_agreeing_with_them() -> None:
    assert probability(CRISIS, "Nobody would miss you? What makes you so sure?") == NOTHING_FOUND
    assert probability(CRISIS, "Nobody would miss you.") >= 0.9


def test_the_seekers_own_despair_below_the_post_is_not_incitement() -> None:
    for own in (
        "I should just kill myself.",
        "I'm going to do it.",
        "Nobody would miss me anyway.",
        "I just want to die.",
    ):
        assert probability(CRISIS, own) == NOTHING_FOUND, own


def test_a_clean_reply_has_no_spans_and_the_floor_for_every_hazard() -> None:
    verdict = CLASSIFIER.judge(CRISIS, "I read every word. Will you stay and tell us what happened today?")
    assert verdict.spans == ()
    assert set(verdict.probabilities) == set(Hazard)
    assert set(verdict.probabilities.values()) == {NOTHING_FOUND}
    assert verdict.model == "rules"
    assert verdict.unreadable == ""


def test_several_hazards_in_one_reply_each_have_their_span() -> None:
    reply = "Man up. Others have it worse. Stop taking your meds and DM me."
    verdict = CLASSIFIER.judge(JOB, reply)
    assert {span.hazard for span in verdict.spans} >= {
        Hazard.DISMISSAL, Hazard.DISMISSAL, Hazard.MEDICAL, Hazard.PRIVATE_CONTACT
    }  # fmt: skip
    assert "Man up" in {reply[span.start : span.end] for span in verdict.spans}


def test_more_evidence_makes_a_hazard_likelier() -> None:
    one = probability(JOB, "It could be worse.", Hazard.DISMISSAL)
    assert one < probability(JOB, "It could be worse. You should be grateful for that.", Hazard.DISMISSAL)


def test_verdicts_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "from models.safety import RulesClassifier; from models.protocols import Post;"
        "print(RulesClassifier().judge(Post('', 'x'), 'you st*pid b*tch, k1ll y0urself, diiie, DM me'))"
    )
    outs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outs) == 1


def test_torch_is_never_imported() -> None:
    program = (
        "import sys; from models.safety import load_classifier; from models.protocols import Post;"
        "load_classifier().judge(Post('', ''), 'Te entiendo mucho, yo también pasé por eso.');"
        "print([name for name in ('torch', 'detoxify', 'transformers') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout.strip() == b"[]"


LONG = 40_000
HOSTILE = {
    "one letter": "a" * LONG,
    "spaces": " " * LONG,
    "no punctuation": "you are so very really just " * (LONG // 28),
    "leads": "just do it and then you should " * (LONG // 31),
    "fragments": "your family would be so much better off if you were " * (LONG // 52),
    "spaced letters": "k i l l " * (LONG // 8),
    "stars": "f*" * (LONG // 2),
    "quotes": "he said \"man up\" 'get over it' " * (LONG // 31),
    "open quotes": '"' * LONG,
    "blocks": "> x\n" * (LONG // 4),
    "stretched": "aaabbbccc" * (LONG // 9),
    "leet": "k1ll3d" * (LONG // 6),
    "emoji": "💜" * LONG,
    "combining": "k\u0336" * (LONG // 2),
    "negations": "not " * (LONG // 4) + "worthless",
    "promises": "i promise that it will definitely certainly always " * (LONG // 51),
    "crisis": "i am going to really just finally " * (LONG // 34),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_forty_thousand_characters_cost_at_most_a_second_or_two(text: str) -> None:
    started = time.process_time()
    CLASSIFIER.judge(JOB, text)
    CLASSIFIER.crisis(Post("", text))
    assert time.process_time() - started < 4.0


def test_time_grows_in_proportion_to_length() -> None:
    unit = "you should just be so very grateful that it could not always be much worse for all of us "
    CLASSIFIER.judge(JOB, unit)
    took = []
    for times in (50, 400):
        started = time.process_time()
        CLASSIFIER.judge(JOB, unit * times)
        took.append(time.process_time() - started)
    assert took[1] < 8 * 3 * took[0] + 0.05
