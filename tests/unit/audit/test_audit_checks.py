"""Each check of the audit: what it must stop, and what it must let pass."""

from __future__ import annotations

from functools import cache

import pytest

from models.audit import Audit
from models.protocols import Post
from models.safety import load_classifier

POST = Post(
    "I can't sleep since Anna left",
    "My sister Anna moved to Leeds 3 weeks ago. I lie awake and I feel so lonely. r/sleep told me to try tea.",
)
DRAFT = (
    "I think you should try to call her on Sunday evenings and tell her about your week. A walk before bed helped my "
    "neighbour more than tea did. You need to put the phone away at night. Maybe write down what you would tell her."
)
FINE = (
    "Lying awake like that sounds lonely. I think you could try to call her on Sunday evenings and tell her about "
    "your week. A walk before bed helped my neighbour more than tea did. It might help to put the phone away at night. "
    "Maybe write down what you would tell her."
)


@cache
def audit() -> Audit:
    return Audit(
        load_classifier(None), prompt="Somebody has drafted a reply and wants it to land better than it does now."
    )


def failed(text: str, draft: str = DRAFT, post: Post = POST, recent: tuple[str, ...] = ()) -> set[str]:
    return {finding.check for finding in audit().check(post, draft, text, recent=recent)}


def test_a_fair_improvement_passes() -> None:
    assert audit().check(POST, DRAFT, FINE) == ()


def test_findings_have_reasons() -> None:
    findings = audit().check(POST, DRAFT, "Call 988. I promise it will get better.")
    assert findings
    assert all(f.reason.endswith(".") and f.check for f in findings)


ADDED = {
    "new-link": [
        "See https://help.example/x for more.",
        "Read www.sleepwell.org tonight.",
        "Look at sleepwell.com tonight.",
        "There is [a page](http://a.example) on it.",
        "See hxxp://x.example or htt\u200bps://x.example now.",
    ],
    "new-handle": [
        "Ask u/sleepyhead about it.",
        "Try r/insomnia too.",
        "Write to me@example.org now.",
        "Find @nightowl there.",
        "#sleepwell helps.",
    ],
    "new-number": [
        "Give it 10 days.",
        "Do it for twenty minutes.",
        "Call 555-0134 then.",
        "Seven weeks is normal.",
        "Wait until 11pm.",
    ],
    "new-name": [
        "My friend Sarah did that.",
        "Go to London for a while.",
        "Ask Dr. Miller about it.",
        "try betterhelp for it.",
        "There is NHS help.",
    ],
    "lived-experience": [
        "I've been there myself.",
        "When I was younger I had the same.",
        "As someone who lost a sister, it hurts.",
        "I also struggled with this for years.",
        "In my own experience it passes.",
        "I went through the same thing.",
    ],
    "diagnosis": [
        "You have insomnia and depression.",
        "It sounds like ADHD.",
        "This could be bipolar.",
        "These are signs of anxiety disorder.",
    ],
    "medication": [
        "Try melatonin.",
        "You could take a sleeping pill.",
        "Ask for Zoloft.",
        "Stop your meds first.",
        "Increase the dose of it, the pills help.",
    ],
    "hotline": [
        "Call a hotline.",
        "The crisis line is open.",
        "Text HOME to them.",
        "There is a lifeline for this.",
        "Samaritans listen.",
    ],
    "promise": ["It will get better.", "I promise.", "You'll be fine.", "Things are going to be okay.", "Time heals."],
    "private-contact": [
        "DM me.",
        "My inbox is open.",
        "Add me on Discord.",
        "We could talk privately.",
        "Where do you live?",
        "How old are you?",
    ],
    "method": ["Some people overdose.", "Don't slit anything.", "Is there a gun at home?", "Suicide is not a way out."],
    "leak": [
        "<|im_end|>",
        "[/INST] Sure.",
        "As an AI I care.",
        "Here is the improved reply.",
        "### Response: hi",
        "Assistant: hello",
        "I cannot comply with that.",
        "The original comment was fine.",
        "Somebody has drafted a reply and wants it to land better.",
        "[insert name here]",
    ],
    "hidden": ["Sleep\u200bwell.", "\u202eSleep well.", "Sleep\ue000 well.", "Sleep\x00 well.", "Sleep\u00ad well."],
    "language": ["Спи спокойно.", "今夜はよく眠れますように。", "نم جيدا"],
}


@pytest.mark.parametrize(("check", "added"), [(check, text) for check, texts in ADDED.items() for text in texts])
def test_nothing_new_is_let_through(check: str, added: str) -> None:
    assert check in failed(f"{FINE} {added}")


@pytest.mark.parametrize(
    "disguise",
    [
        "I've bееn there myself.",  # Cyrillic e
        "C\u200ball a h\u200botline.",
        "ＤＭ me.",  # full width
        "I’ve been there myself.",
        "It w\u00adill get better.",
    ],
)
def test_disguises_do_not_help(disguise: str) -> None:
    assert failed(f"{FINE} {disguise}") - {"language"} or "language" in failed(f"{FINE} {disguise}")
    assert failed(f"{FINE} {disguise}")


KEPT = [
    "Call me on 555 0134 or write to help@example.org.",
    "I've been there myself, as someone who lost a brother.",
    "See https://help.example/x and u/sleepyhead.",
    "My friend Sarah waited 10 days.",
]


NEW = {"new-link", "new-handle", "new-number", "new-name"}


@pytest.mark.parametrize("said", KEPT)
def test_what_the_draft_holds_is_not_new(said: str) -> None:
    kinds = failed(f"{FINE} {said}", draft=f"{DRAFT} {said}")
    assert not kinds & {*NEW, "lived-experience", "private-contact"}


def test_what_the_post_holds_is_not_new() -> None:
    assert not failed(f"{FINE} Anna in Leeds may be awake too.")
    assert not failed(f"{FINE} You have had 3 weeks of this, and r/sleep said tea.")
    assert not NEW & failed(f"{FINE} Anna in Leeds may be awake too after 3 weeks, as r/sleep said.")
    assert NEW & failed(f"{FINE} Anna in Leeds may be awake too after 4 weeks, as r/sleep said.")
    assert NEW & failed(f"{FINE} Hannah in Leeds may be awake too after 3 weeks, as r/sleep said.")


@pytest.mark.parametrize(
    "innocent",
    [
        "I hope it gets better.",
        "I can't promise that it will get better.",
        "Nobody can say whether you will be fine.",
        "I haven't been through this.",
        "Don't send a DM to anyone who asks.",
        "Mondays, I'm told, are worst.",
    ],
)
def test_innocent_words_pass(innocent: str) -> None:
    assert not failed(f"{FINE} {innocent}") - {"new-name"}


def test_a_condition_that_the_post_names_is_no_diagnosis() -> None:
    post = Post(POST.title, f"{POST.body} I have been depressed since May.")
    said = f"{FINE} It sounds like you feel really depressed."
    assert "diagnosis" in failed(said)
    assert "diagnosis" not in failed(said, post=post)


def test_too_little_changed() -> None:
    assert "unchanged" in failed(DRAFT.replace("Maybe write", "Perhaps write"))
    assert "unchanged" in failed(DRAFT)
    assert "unchanged" not in failed(DRAFT.replace(" You need to", "\n\nYou need to"))


def test_too_much_changed() -> None:
    other = (
        "Being left alone with your thoughts must feel awful, and I hear how worn out this makes you. Perhaps a friend "
        "could sit beside you, or music might play softly. Be gentle with yourself while the dark hours go by slowly."
    )
    assert "content" in failed(other)


def test_length() -> None:
    assert "length" in failed("Sleep well.")
    assert "length" in failed(FINE + " And so the evening goes on and on." * 20)
    assert "length" in failed("word " * 3_000)
    assert "length" in failed("Put the phone away at night.")


def test_style() -> None:
    low = "i think u should call her. you need to put the phone away. maybe write it down for her"
    assert "style" in failed(
        "That sounds lonely. I think you could call her. It might help to put the phone away. Maybe write it down.",
        draft=low,
    )
    assert "style" not in failed(
        "that sounds lonely. i think u could call her. it might help to put the phone away. maybe write it down",
        draft=low,
    )
    assert "style" in failed(FINE.replace(".", "!"))


def test_phrases_that_become_a_template() -> None:
    said = f"{FINE} That takes so much quiet courage from anybody alive."
    others = tuple(f"Something else {n}. That takes so much quiet courage from anybody alive. Bye." for n in range(9))
    assert "template" in failed(said, recent=others)
    assert "template" not in failed(said, recent=others[:2])
    assert "template" not in failed(FINE, recent=tuple(DRAFT for _ in range(200)))


@pytest.mark.parametrize(
    "broken",
    [
        "# Sleep well",
        "\n\n---\n\nIgnore what follows.",
        "\n> as they said",
        "\n```\ncode",
        "`code`",
        "\n| a | b |",
        "<b>Sleep</b>",
        "&#60;b&#62;",
        "![picture](x)",
        ">!hidden",
        "\n- a list",
        "**Sleep**",
        "[open](",
    ],
)
def test_markdown_that_breaks_out(broken: str) -> None:
    assert "markdown" in failed(f"{FINE} {broken}") or "markdown" in failed(f"{FINE}\n{broken}")


def test_markdown_of_the_draft_may_stay() -> None:
    draft = f"> so lonely\n\n{DRAFT}\n\n- one thing\n- **another**"
    assert not failed(f"> so lonely\n\n{FINE}\n\n- one thing\n- **another**", draft=draft)


def test_a_fence_left_open_never_passes() -> None:
    assert "markdown" in failed(f"{FINE}\n```\nx", draft=f"{DRAFT}\n```\nx")


def test_no_greater_hazard_and_none_over_the_line() -> None:
    assert "hazard" in failed(f"{FINE} Everyone would be better off without you.")
    harmful = "Nobody would miss you. Everyone would be better off without you."
    assert "hazard" in failed(f"{FINE} {harmful}", draft=f"{DRAFT} {harmful}")


STORY = "As a fellow parent I cried in the car most mornings."
"""A made-up life that no pattern of the audit's own knows; the classifier hears it, asked as of a machine's text."""


def test_a_life_that_nobody_told_is_a_hazard_of_a_machines_text() -> None:
    assert failed(f"{FINE} {STORY}") == {"hazard"}
    assert failed(f"Sleeping so badly sounds exhausting. {STORY}", draft="") == {"hazard"}


def test_a_helpers_own_story_may_stay_in_what_was_made_of_it() -> None:
    assert failed(f"{FINE} {STORY}", draft=f"{DRAFT} {STORY}") == set()


def test_drafts_of_the_generation_model_have_no_draft_to_compare_with() -> None:
    text = "Sleeping so badly sounds exhausting. What have the last few nights been like?"
    assert failed(text, draft="") == set()
    assert "promise" in failed(f"{text} It will get better.", draft="")
    assert "new-number" in failed(f"{text} Wait 10 days.", draft="")
    assert "lived-experience" in failed(f"{text} I've been there.", draft="")
    assert "length" in failed(f"{text} " * 40, draft="")


def test_our_own_prompts_must_not_be_repeated() -> None:
    own = Audit(load_classifier(None))
    said = f"{FINE} No stock sympathy and no feeling named twice, kind without exaggeration."
    assert "leak" in {finding.check for finding in own.check(POST, DRAFT, said)}
    assert own.check(POST, DRAFT, FINE) == ()
