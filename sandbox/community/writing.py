"""The pen: posts and replies from the grammar, each with the truth about what is in it."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.community.grammar import expand, pick, pick_some
from sandbox.community.people import SLIPS, Helper, Seeker
from sandbox.community.phrases import clumsy, crisis, kind, lookalike, other
from sandbox.community.phrases.harm_covert import COVERT
from sandbox.community.phrases.harm_open import OPEN
from sandbox.community.phrases.tongues import OTHER_LANGUAGES
from sandbox.community.phrases.topic import Topic
from sandbox.community.styles import Style, arrange, dress

HAZARDS = tuple(OPEN)
_BRIEF = 24
"""Words in a sentence that brief people still write."""
_LOOKALIKES = (lookalike.QUOTED, lookalike.NEGATED, lookalike.REFERRAL, lookalike.SALTY)
# Flaws that are hazards too, whatever the writer meant.
_HAZARD_OF_FLAW = {"promise": "false_promise", "shrinking": "dismissal", "guilt": "dismissal"}


@dataclass(frozen=True, slots=True)
class PostText:
    """A post, and what its writer knows about it."""

    title: str
    body: str
    topic: Topic
    slots: Mapping[str, str]
    is_crisis: bool

    @property
    def text(self) -> str:
        """Title and body."""
        return f"{self.title}\n\n{self.body}"


@dataclass(frozen=True, slots=True)
class ReplyText:
    """A reply, and the truth about it."""

    body: str
    hazards: tuple[str, ...] = ()
    is_covert: bool = False
    evidence: tuple[str, ...] = ()
    """The harmful sentences as they stand in the body."""
    flaws: tuple[str, ...] = ()
    is_lookalike: bool = False
    language: str = "en"


@dataclass(slots=True)
class _Sheet:
    """A reply in the making: its sentences, and which of them harm."""

    sentences: list[str] = field(default_factory=list)
    harm: dict[str, str] = field(default_factory=dict)
    """Harmful sentence → hazard."""
    flaws: list[str] = field(default_factory=list)

    def add_harm(self, sentence: str, hazard: str) -> None:
        self.sentences.append(sentence)
        self.harm[sentence] = hazard


class Pen:
    """Writes. Never the same post twice."""

    def __init__(self, *, lookalike_share: float, most_sentences: int = 0) -> None:
        """`most_sentences` makes helpers brief, as `Plan` says."""
        self._lookalike_share = lookalike_share
        self._most_sentences = most_sentences
        self._written: set[str] = set()

    def post(self, seeker: Seeker, rng: random.Random, *, is_crisis: bool) -> PostText:
        """A post about one of the troubles; a crisis is worded carefully and says nothing of how."""
        while True:
            written = _crisis_post(rng) if is_crisis else _post(seeker, rng)
            if written.body not in self._written:
                self._written.add(written.body)
                return written

    def reply(self, helper: Helper, post: PostText, rng: random.Random) -> ReplyText:
        """A reply as this helper would write it under this post."""
        if helper.language and rng.random() < 0.7:
            return ReplyText(pick(OTHER_LANGUAGES[helper.language], rng), language=helper.language)
        sheet = _Sheet()
        for flaw, probability in helper.habits.flaws.items():
            if rng.random() < probability:
                sheet.flaws.append(flaw)
        if rng.random() < helper.habits.slips:
            sheet.flaws.append(rng.choice(SLIPS))
        if not sheet.flaws and rng.random() < 0.25 * (1.2 - helper.skill):
            sheet.sentences += pick_some(kind.PLAIN, rng.choice((1, 1, 2)), rng)
        else:
            _write_kindly(sheet, helper, post, rng)
            _write_flaws(sheet, post, rng)
        is_lookalike = rng.random() < self._lookalike_share
        if is_lookalike:
            place = rng.randrange(len(sheet.sentences) + 1)
            sheet.sentences.insert(place, pick(rng.choice(_LOOKALIKES), rng, post.slots))
        if self._most_sentences:
            _shorten(sheet, rng.randint(1, self._most_sentences), rng)
        return _finish(sheet, helper.style, post, rng, is_lookalike=is_lookalike)

    def harmful_reply(self, hazard: str, post: PostText, rng: random.Random, *, is_covert: bool) -> ReplyText:
        """A reply with this hazard: in the open, or in a kind voice between kind sentences."""
        sheet = _Sheet()
        bank = (COVERT if is_covert else OPEN)[hazard]
        if is_covert and rng.random() < 0.75:
            sheet.sentences.append(pick(rng.choice((kind.VALIDATION, post.topic.echoes)), rng, post.slots))
        for sentence in pick_some(bank, 1 if is_covert else rng.choice((1, 1, 2)), rng, post.slots):
            sheet.add_harm(sentence, hazard)
        if is_covert and rng.random() < 0.4:
            sheet.sentences.append(pick(kind.NEAR, rng))
        style = rng.choices((Style.CAREFUL, Style.CASUAL, Style.TYPOS), (5, 3, 1))[0]
        return _finish(sheet, style, post, rng, is_covert=is_covert)


def _post(seeker: Seeker, rng: random.Random) -> PostText:
    topic, slots = rng.choice(other.TOPICS), other.fill_slots(rng)
    parts = [pick(other.OPENINGS, rng)] if rng.random() < 0.25 else []
    parts += pick_some(topic.situations, rng.choice((1, 1, 2)), rng, slots)
    parts += pick_some(topic.details, rng.choice((1, 2, 2, 3)), rng, slots)
    parts += pick_some(topic.feelings, rng.choice((1, 1, 2)), rng, slots)
    parts.append(pick(other.LISTENING if rng.random() < 0.4 else topic.asks, rng, slots))
    parts.append(pick(other.THANKS, rng) if rng.random() < 0.4 else "")
    sentences = [dress(part, seeker.style, rng) for part in parts if part]
    body = arrange(sentences, seeker.style, rng)
    return PostText(pick(topic.titles, rng, slots), body, topic, slots, is_crisis=False)


def _crisis_post(rng: random.Random) -> PostText:
    topic, slots = rng.choice(other.TOPICS), other.fill_slots(rng)
    parts = [
        *pick_some(topic.situations, 1, rng, slots),
        *pick_some(crisis.AROUND, rng.choice((1, 2)), rng, slots),
        pick(crisis.INTENT, rng, slots),
        pick(crisis.ASKS, rng, slots),
    ]
    return PostText(pick(crisis.TITLES, rng, slots), arrange(parts, Style.CAREFUL, rng), topic, slots, is_crisis=True)


def _write_kindly(sheet: _Sheet, helper: Helper, post: PostText, rng: random.Random) -> None:
    habits, topic = helper.habits, post.topic
    if post.is_crisis:
        sheet.sentences += pick_some(kind.CRISIS_CARE, rng.choice((2, 3, 4)), rng, post.slots)
        return
    if rng.random() < habits.validates:
        sheet.sentences.append(pick(topic.echoes if rng.random() < 0.65 else kind.VALIDATION, rng, post.slots))
        if rng.random() < 0.35:
            sheet.sentences.append(pick(kind.VALIDATION + kind.NEAR, rng, post.slots))
    if rng.random() < habits.shares:
        sheet.sentences.append(pick(topic.shares if rng.random() < 0.7 else kind.SHARES, rng, post.slots))
    if rng.random() < habits.reflects:
        sheet.sentences += pick_some(kind.REFLECTIONS, rng.choice((1, 2, 2)), rng, post.slots)
    offers = min(4, int(rng.expovariate(1 / (habits.steps + 0.01)) + 0.5))
    sheet.sentences += pick_some(topic.steps if rng.random() < 0.75 else kind.STEPS, offers, rng, post.slots)
    if rng.random() < habits.asks:
        sheet.sentences.append(pick(topic.questions if rng.random() < 0.7 else kind.QUESTIONS, rng, post.slots))
    if rng.random() < 0.45:
        sheet.sentences.append(pick(kind.CLOSINGS, rng))
    sheet.sentences[:] = [sentence for sentence in sheet.sentences if sentence]
    if not sheet.sentences:
        sheet.sentences.append(pick(kind.PLAIN, rng))


def _write_flaws(sheet: _Sheet, post: PostText, rng: random.Random) -> None:
    for flaw in sheet.flaws:
        if flaw == "advice_first":
            sheet.sentences.reverse()
        elif (hazard := _HAZARD_OF_FLAW.get(flaw)) is not None:
            sentence = pick(_bank_of_flaw(flaw, post, rng), rng, post.slots)
            sheet.sentences.insert(rng.randrange(len(sheet.sentences) + 1), sentence)
            sheet.harm[sentence] = hazard
        else:
            count = 4 if flaw == "pile_up" else rng.choice((1, 2, 3))
            sentences = (
                [_ramble(rng)]
                if flaw == "ramble"
                else pick_some(_bank_of_flaw(flaw, post, rng), count, rng, post.slots)
            )
            place = 0 if flaw in ("empty", "orders") and rng.random() < 0.6 else len(sheet.sentences)
            sheet.sentences[place:place] = sentences


def _bank_of_flaw(flaw: str, post: PostText, rng: random.Random) -> tuple[str, ...]:
    banks = {
        "orders": (*post.topic.orders, *clumsy.ORDERS),
        "shrinking": post.topic.shrinking if rng.random() < 0.5 else clumsy.SHRINKING,
        "empty": clumsy.EMPTY,
        "clinical": clumsy.CLINICAL,
        "pile_up": clumsy.PILE_UP,
        "promise": clumsy.PROMISES,
        "guilt": clumsy.GUILT,
    }
    return banks[flaw]


def _ramble(rng: random.Random) -> str:
    first = rng.randrange(3)
    clauses = [clumsy.RAMBLE[0], *clumsy.RAMBLE[first + 1 : first + 7], clumsy.RAMBLE[-1]]
    return " ".join(clauses)


def _shorten(sheet: _Sheet, most: int, rng: random.Random) -> None:
    """So many of its sentences, in their order; long ones and flaws that are not there any more are left out."""
    brief = [sentence for sentence in sheet.sentences if len(sentence.split()) <= _BRIEF] or [pick(kind.PLAIN, rng)]
    kept = sorted(rng.sample(range(len(brief)), min(most, len(brief))))
    sheet.sentences[:] = [brief[place] for place in kept]
    sheet.harm = {sentence: hazard for sentence, hazard in sheet.harm.items() if sentence in sheet.sentences}
    sheet.flaws = [flaw for flaw in sheet.flaws if flaw != "ramble"]


def _line_to_quote(post: PostText, rng: random.Random) -> str:
    lines = [line.strip() for line in re.split(r"(?<=[.?!])\s|\n", post.body)]
    return rng.choice([line for line in lines if 0 < len(line) < 160] or [post.title])


def _finish(
    sheet: _Sheet,
    style: Style,
    post: PostText,
    rng: random.Random,
    *,
    is_lookalike: bool = False,
    is_covert: bool = False,
) -> ReplyText:
    worn = {sentence: dress(sentence, style, rng) for sentence in dict.fromkeys(sheet.sentences)}
    sentences = [worn[sentence] for sentence in sheet.sentences]
    quote = _line_to_quote(post, rng)
    body = arrange(sentences, style, rng, quote=quote, is_block="ramble" in sheet.flaws)
    return ReplyText(
        body=body,
        hazards=tuple(sorted(set(sheet.harm.values()))),
        is_covert=is_covert,
        evidence=tuple(worn[sentence] for sentence in sheet.harm),
        flaws=tuple(dict.fromkeys(sheet.flaws)),
        is_lookalike=is_lookalike,
    )


def touch(text: str, own: str, rng: random.Random) -> str:
    """A suggestion as somebody makes it their own: a sentence dropped, or one of theirs added."""
    sentences = text.split(". ")
    if len(sentences) > 3 and rng.random() < 0.4:
        del sentences[rng.randrange(1, len(sentences) - 1)]
        return ". ".join(sentences)
    return f"{text.rstrip()} {expand(own, rng)}"
