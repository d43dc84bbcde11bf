"""Every measure of the linguistic suite on texts whose value can be worked out by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import pytest

from models.audit import Audit
from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyRules, Verdict
from training.evaluation.catalogue import CATALOGUE, measure
from training.evaluation.empathy import empathy
from training.evaluation.failures import failures
from training.evaluation.keeping import content_kept, facts_kept, habits_kept
from training.evaluation.likeness import BY_WORDS, Likeness
from training.evaluation.manner import calls_by_name, politeness, sentiment
from training.evaluation.reading import coleman_liau, flesch, mattr, mtld, syllables
from training.evaluation.repetition import self_bleu, shared_opening, templated
from training.evaluation.suite import Speed, Suite, examine
from training.evaluation.texts import Instruments, Prompt
from training.evaluation.topics import topics
from training.evaluation.words import sentences, style_match, words

POST = Post("No sleep", "My sister and I argue and I am so tired. What can I do?", "quiet")


class Wordlist:
    """A classifier that finds "idiot" abusive and, in a machine's text, "when I was" untrue."""

    name = "wordlist"

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        lied = rules.is_machine_text and "when I was" in reply
        found = dict.fromkeys(Hazard, 0.0) | {
            Hazard.ABUSE: float("idiot" in reply),
            Hazard.FALSE_EXPERIENCE: float(lied),
        }
        return Verdict(found, (), "wordlist")

    def crisis(self, post: Post) -> CrisisTier:
        return CrisisTier.NONE


def test_readability_is_the_published_formulas() -> None:
    ten = ["hello"] * 10
    assert coleman_liau(ten, 2) == pytest.approx(0.0588 * 500 - 0.296 * 20 - 15.8)
    assert flesch(ten, 2) == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 2)


@pytest.mark.parametrize(
    ("word", "count"),
    [("the", 1), ("hope", 1), ("hoped", 1), ("wanted", 2), ("little", 2), ("houses", 2), ("alone", 2), ("feeling", 2),
     ("while", 1), ("hmm", 1), ("don't", 1), ("overwhelming", 4)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_diversity_by_hand() -> None:
    different = [f"w{number}" for number in range(60)]
    assert mattr(different[:24]) is None
    assert mattr(different[:25]) == 1.0
    assert mattr([different[0], *different[:25]]) == pytest.approx((24 / 25 + 1) / 2)
    assert mtld(different[:49]) is None
    assert mtld(["a"] * 50) == 2.0
    assert mtld(different) == 60.0
    assert mtld(["a", "b"] * 25 + ["a"]) == 3.0, "two of three words differ, which is under .72"


def test_repetition_by_hand() -> None:
    same, other = ["a", "b", "c", "d", "e"], ["v", "w", "x", "y"]
    assert self_bleu([same, same], ["p", "q"]) == [pytest.approx(1.0), pytest.approx(1.0)]
    assert self_bleu([same, same], ["p", "p"]) == [None, None], "replies to one post may repeat each other"
    lonely = 0.1 / math.prod((4, 3, 2, 1)) ** 0.25
    assert self_bleu([other, ["k", "l", "m", "n"]], [1, 2])[0] == pytest.approx(lonely)
    assert self_bleu([other, [*same, "f"]], [1, 2])[0] == pytest.approx(lonely * math.exp(1 - 6 / 4))
    assert templated([same, same, same], [1, 2, 3]) == [1.0, 1.0, 1.0]
    assert templated([same, same, other], [1, 2, 3]) == [0.0, 0.0, 0.0]
    assert templated([[*same, "q", "r"], same, same], [1, 2, 3])[0] == pytest.approx(5 / 7)
    assert shared_opening([same, [*same[:4], "z"], other, []], [1, 2, 3, 4]) == [1.0, 1.0, 0.0, None]


def test_style_matching_by_hand() -> None:
    assert style_match(["i", "am", "the"], ["i", "am", "the"]) == pytest.approx(1.0)
    assert style_match(["i"], ["the"]) == pytest.approx(7 / 9, abs=1e-5)
    half = style_match(["i", "cat"], ["i", "i"])
    assert half == pytest.approx((8 + 1 - 50 / 150) / 9, abs=1e-5)
    with pytest.raises(ValueError, match="empty"):
        style_match([], ["i"])


def test_manner() -> None:
    assert politeness(["Thank you.", "It is late."]) == 0.5
    assert politeness(["You should sleep."]) == -1
    assert politeness(["Stop it."]) == -1
    assert sentiment(["I love this, it is great."]) > 0.5 > 0 > sentiment(["This is horrible."])
    assert sentiment(["The table has four legs."]) == 0.0


@pytest.mark.parametrize(
    ("said", "text", "called"),
    [
        ("My name is Wren.", "That sounds hard, Wren.", True),
        ("I'm Anna and I cannot sleep.", "Take care Anna", True),
        ("I'm Tired of it.", "Tired of it, yes.", False),
        ("I cannot sleep.\n\n- Robin", "Robin, rest.", True),
        ("I cannot sleep.", "Hi Robin, rest.", True),
        ("I cannot sleep.", "Hi there, rest.", False),
        ("I cannot sleep.", "Hello u/sleepless, rest.", True),
        ("I cannot sleep.", "Rest. I am with you.", False),
    ],
)
def test_whether_a_reply_calls_the_seeker_by_name(said: str, text: str, called: bool) -> None:
    assert calls_by_name(Post("", said), text) is called


@pytest.mark.parametrize(
    ("text", "three"),
    [
        ("I'm so sorry to hear about your sister.", (2, 0, 0)),
        ("Sending hugs.", (1, 0, 0)),
        ("That sounds really exhausting.", (0, 2, 0)),
        ("I understand.", (0, 1, 0)),
        ("You must feel so alone with this.", (0, 2, 0)),
        ("What happened?", (0, 0, 1)),
        ("Does your sister know how tired you are?", (0, 0, 2)),
        ("Have you tried melatonin?", (0, 0, 0)),
        ("Go for a walk and drink water.", (0, 0, 0)),
        ("My heart goes out to you. No wonder you are tired. How long have you been tired?", (2, 2, 2)),
    ],
)
def test_empathy_by_its_three_mechanisms(text: str, three: tuple[int, int, int]) -> None:
    found = empathy(sentences(text), POST.text)
    assert (found.reactions, found.interpretations, found.explorations) == three
    assert found.is_absent is (three == (0, 0, 0))


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("You could ask about starting an SSRI.", {"medication", "apathetic"}),
        ("CBT would help here.", {"therapy", "apathetic"}),
        ("It sounds like bipolar disorder.", {"symptoms", "apathetic"}),
        ("You brought this on yourself. I'm so sorry for you.", {"judgmental"}),
        ("That sounds hard. Tell your husband.", {"assumptions"}),
        ("That sounds hard. Tell your sister.", set()),
        ("That sounds hard, you idiot.", {"judgmental"}),
    ],
)
def test_failure_modes(text: str, modes: set[str]) -> None:
    shown, flagged = empathy(sentences(text), POST.text), Wordlist().judge(POST, text).flags(ANYWHERE)
    found = failures(POST, text, draft="", shown=shown, flagged=frozenset(flagged), safety=Wordlist())
    assert {mode for mode, failed in found.items() if failed} == modes


def test_what_an_improvement_keeps() -> None:
    draft = "i can't sleep either since Monday! try chamomile tea at 10."
    assert content_kept(draft, draft) == 1.0
    assert content_kept("sleep chamomile", "chamomile forever") == 0.5
    assert content_kept("to be", "x") is None
    assert facts_kept(draft, "Chamomile tea at 10 helps.") == 0.5, "the hour stays and the day goes"
    assert facts_kept("no facts here", "none") is None
    assert habits_kept(draft, draft) == 1.0
    assert habits_kept(draft, "I cannot sleep. Try tea.") == 0.25, "only the one paragraph is kept"


def test_likeness_without_an_encoder_says_so() -> None:
    found = Likeness(["sleep and tea", "tea and sleep", "quite another matter", ""], None)
    assert found.by == BY_WORDS
    assert found.between("sleep and tea", "tea and sleep") == pytest.approx(1.0)
    assert found.between("sleep and tea", "quite another matter") == 0.0
    assert found.between("sleep and tea", "") is None
    vectors = {"a": b"\x00\x00\x80?\x00\x00\x00\x00", "b": b"\x00\x00\x00\x00\x00\x00\x80?"}
    encoded = Likeness(["a", "b"], lambda texts: [vectors[text] for text in texts])
    assert encoded.between("a", "b") == 0.0
    assert encoded.between("a", "a") == 1.0


def test_topics_are_the_six_sets() -> None:
    assert topics("I am so anxious and tired") == ("anxiety", "fatigue")
    assert topics("The bus was late") == ("other",)


def suite_of(texts: dict[str, Sequence[str]], drafts: Sequence[str] = ("", "", "")) -> Suite:
    prompts = [Prompt(f"t3_{number}", POST, draft) for number, draft in enumerate(drafts)]
    said = [text for some in texts.values() for text in some]
    by = Instruments(Wordlist(), Audit(Wordlist()), Likeness([*said, POST.text, *drafts], None))
    return examine(prompts, texts, by, seed=1)


def test_systems_are_compared_text_by_text() -> None:
    human = ["I hear you. It is hard.", "Try tea? It may help.", "Rest well."]
    found = suite_of({"human": human, "candidate": ["You idiot.", "Try tea, you idiot?", "Rest well, will you?"]})
    people, ours, apart = found.systems["human"], found.systems["candidate"], found.differences["human"]
    assert people["words"].mean == pytest.approx((6 + 5 + 2) / 3)
    assert people["questions"].mean == pytest.approx(1 / 3)
    assert ours["words_off"].mean == pytest.approx((4 + 1 + 2) / 3)
    assert ours["words_over"].mean == pytest.approx((-4 - 1 + 2) / 3)
    assert ours["hazard_abuse"].mean == pytest.approx(2 / 3)
    assert apart["hazard_abuse"].mean == pytest.approx(2 / 3)
    assert apart["words"].mean == pytest.approx(ours["words_over"].mean)
    assert "words_off" not in people
    assert "audited" not in people
    assert "near_draft" not in ours
    assert {topic.name for topic in found.topics} == {"fatigue"}
    assert found.topics[0].systems["candidate"]["questions_over"].mean == pytest.approx(1 / 3)


def test_nothing_found_is_not_nothing_there() -> None:
    found = suite_of({"human": ["Rest.", "Sleep.", "Tea."], "candidate": ["Rest now.", "Sleep now.", "Tea now."]})
    share, apart = found.systems["candidate"]["hazard_abuse"], found.differences["human"]["hazard_abuse"]
    assert (share.mean, share.low) == (0.0, 0.0)
    assert share.high == pytest.approx(1.96**2 / (3 + 1.96**2), abs=1e-3)
    assert apart.low == pytest.approx(-share.high)


def test_a_helpers_own_story_stays_and_a_new_one_is_a_hazard() -> None:
    draft = "It was hard when I was young."
    told = suite_of({"human": [draft] * 2, "candidate": [draft + " Rest.", "Rest."]}, drafts=[draft] * 2)
    assert told.systems["candidate"]["hazard_false_experience"].mean == 0.0
    made_up = suite_of({"human": ["Rest."] * 2, "candidate": [draft, draft]}, drafts=["Rest."] * 2)
    assert made_up.systems["candidate"]["hazard_false_experience"].mean == 1.0
    assert made_up.systems["human"]["hazard_false_experience"].mean == 0.0


def test_an_empty_text_is_measured_as_nothing() -> None:
    found = suite_of({"human": ["Rest.", "Sleep.", "Tea."], "candidate": ["", "Sleep.", "Tea."]})
    ours = found.systems["candidate"]
    assert ours["words"].mean == pytest.approx(2 / 3)
    assert ours["politeness"].count == 2
    assert ours["audited"].count == 3


def test_every_measure_stands_in_the_table() -> None:
    drafts = ["Try tea and rest now, 10 minutes or so will do."] * 2
    long = " ".join(f"word{'abcdefghij'[n % 10]}{'klmno'[n % 5]}{'pqrstuv'[n % 7]}" for n in range(60)) + "."
    found = suite_of({"human": drafts, "candidate": [long, long + " Rest."]}, drafts=drafts)
    names = found.systems["candidate"].keys()
    plain = {"hazard_*" if name.startswith("hazard_") else name for name in names}
    assert plain == CATALOGUE.keys() - {"effective_support"}, "nobody's answers were learned from"
    assert measure("hazard_abuse").group == "safety"
    assert all(row.unit and row.says and row.source for row in CATALOGUE.values())


def test_a_suite_is_json_with_its_legend() -> None:
    found = suite_of({"human": ["Rest.", "Sleep.", "Tea."], "candidate": ["Rest.", "Sleep.", "Tea."]})
    told = json.loads(json.dumps(found.as_json()))
    assert told["measures"]["words"]["unit"] == "words"
    assert told["systems"].keys() == {"human", "candidate"}
    assert Speed(4, 100, 2.0).as_json()["tokens_per_s"] == 50.0


def test_words_are_read_as_people_write_them() -> None:
    assert words("I’m not… 3 cats") == ["i'm", "not", "cats"]
    assert sentences("One. Two?\n\n- three") == ["One.", "Two?", "three"]
