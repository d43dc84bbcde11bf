"""The pure core: a post and a draft in, a suggestion or nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.guideline.catalogue import BY_ID, SENTENCE_GUIDELINES
from models.guideline.choice import Choice
from models.guideline.clauses import capitalised
from models.guideline.contact import PRIVATE
from models.guideline.folding import fold, unfold
from models.guideline.guideline import Guideline
from models.guideline.harm import is_harmful
from models.guideline.language import has_hidden_characters, is_english
from models.guideline.listen import listen
from models.guideline.reflect import reflect, sympathise
from models.guideline.shape import QUESTIONS, WALL, breaks, surplus_questions
from models.guideline.spelling import respelt, spelt
from models.guideline.sympathy import EMPTY, UNDERSTANDING, is_hollow, is_stock, shows_understanding, telling_words
from models.guideline.voice import Voice
from models.protocols import Edit, EditKind, Post, Suggestion
from models.sentences import PARAGRAPH_BREAK, Part, gaps, split

ENGINE = "guideline"
_WORTH_A_MESSAGE = 0.9
_WORTH_IN_A_FEW_WORDS = 0.45
"""In a draft of a few words one change is much of it."""
_FEW_WORDS = 30
_SHORT_WORDS = 150
_CHARACTERS_AT_MOST = 10_000
_WORDS_AT_LEAST = 4
_CAPS = {"register": 0.6, "wall": 1.0, "questions": 1.0}
"""However often it fires, a guideline of form alone weighs no more than this."""


@dataclass(slots=True)
class _Piece:
    """One sentence on its way from draft to result."""

    before: str
    after: str
    gap: str
    part: Part
    paragraph: int
    guidelines: list[str] = field(default_factory=list)
    breaks_before: bool = False

    @property
    def stays_prose(self) -> bool:
        return self.part is Part.PROSE and bool(self.after)


def revise(post: Post, draft: str, *, seed: int = 0) -> Suggestion | None:
    """A suggestion, or None where the draft is good, cannot be read, or is not an editor's business."""
    if not _is_for_an_editor(draft):
        return None
    pieces, tail = _edited(post, draft, seed)
    enough = _WORTH_IN_A_FEW_WORDS if len(draft.split()) <= _FEW_WORDS else _WORTH_A_MESSAGE
    if _worth(pieces) < enough or _still_hurts(pieces, post) or _words(pieces) < _WORDS_AT_LEAST:
        return None
    return Suggestion(_text(pieces, tail), tuple(_edits(pieces)), ENGINE, seed=seed)


def firing(post: Post, draft: str, *, seed: int = 0) -> frozenset[str]:
    """The ids of the guidelines that would edit this draft, whether or not that would be worth a message."""
    if not _is_for_an_editor(draft):
        return frozenset()
    pieces, _ = _edited(post, draft, seed)
    walls = {WALL.id} if any(p.breaks_before for p in pieces) else set()
    return frozenset(i for p in pieces for i in p.guidelines if i in BY_ID) | walls


def _edited(post: Post, draft: str, seed: int) -> tuple[list[_Piece], str]:
    """The draft's sentences with what became of them, and what follows the last."""
    choice = Choice(post.text, draft, seed)
    pieces, tail = _pieces(draft)
    voice = Voice.of(draft, [p.before for p in pieces if p.part.is_own_words])
    guidelines = [g for g in SENTENCE_GUIDELINES if not g.is_for_short_drafts or len(draft.split()) <= _SHORT_WORDS]
    _edit_sentences(pieces, guidelines, spelt(post.text).lower(), choice, voice)
    _ask_less(pieces)
    _show_understanding(pieces, post, choice, voice)
    _break_walls(pieces)
    return pieces, tail


def _is_for_an_editor(draft: str) -> bool:
    if len(draft) > _CHARACTERS_AT_MOST or len(draft.split()) < _WORDS_AT_LEAST:
        return False
    own = " ".join(s.text for s in split(draft) if s.part.is_own_words)
    return is_english(own) and not has_hidden_characters(draft) and not is_harmful(own)


def _pieces(draft: str) -> tuple[list[_Piece], str]:
    sentences = split(draft)
    between = gaps(draft, sentences)
    pieces = [_Piece(s.text, s.text, gap, s.part, s.paragraph) for s, gap in zip(sentences, between, strict=False)]
    return pieces, between[-1]


def _edit_sentences(
    pieces: Sequence[_Piece], guidelines: Sequence[Guideline], post: str, choice: Choice, voice: Voice
) -> None:
    went = False
    for n, piece in enumerate(pieces):
        if not piece.part.is_own_words:
            went = False
            continue
        _edit_sentence(piece, guidelines, post, choice, voice)
        if went and piece.after and n and piece.paragraph == pieces[n - 1].paragraph:
            _unhook(piece)
        went = not piece.after


def _edit_sentence(piece: _Piece, guidelines: Sequence[Guideline], post: str, choice: Choice, voice: Voice) -> None:
    folded, kept = fold(spelt(piece.before))
    text = folded
    fired: list[str] = []
    for guideline in guidelines:
        edited = guideline.rewrite(text, post, choice)
        if edited is None or (not edited and not _may_go(piece, kept, guideline)):
            continue
        fired.append(guideline.id)
        text = edited
        if not text:
            break
    if not fired:
        return
    whole = unfold(text, kept) if text else ""
    if whole is None:
        return
    if voice.is_lower_case and "I " not in piece.before:
        whole = re.sub(r"\bI\b", "i", whole)
    whole = respelt(whole, piece.before)
    is_curly = voice.has_curly_quotes or ("’" in piece.before and "'" not in piece.before)
    piece.after = whole.replace("'", "’") if is_curly else whole
    piece.guidelines = fired


def _may_go(piece: _Piece, kept: Sequence[str], guideline: Guideline) -> bool:
    """Whether the whole sentence may be taken out: a list item never, a link only with an offer of private contact."""
    return piece.part is not Part.ITEM and (not kept or guideline is PRIVATE)


_HOOK = re.compile(r"^(?:but|however|still|yet|so|and|also|though|plus)(?:,\s*|\s+)(?=\w)", re.IGNORECASE)


def _unhook(piece: _Piece) -> None:
    """Free a sentence from one that went before it."""
    loose = _HOOK.sub("", piece.after)
    if loose != piece.after and len(loose.split()) > 2:
        piece.after = capitalised(loose) if piece.after[0].isupper() else loose
        piece.guidelines = piece.guidelines or ["flow"]


def _ask_less(pieces: Sequence[_Piece]) -> None:
    prose = [p for p in pieces if p.after and p.part is not Part.ITEM]
    for n in surplus_questions([p.after if p.part.is_own_words else "." for p in prose]):
        prose[n].after, prose[n].guidelines = "", [QUESTIONS.id]


def _show_understanding(pieces: list[_Piece], post: Post, choice: Choice, voice: Voice) -> None:
    alive = [p for p in pieces if p.after and p.part.is_own_words]
    stock = [p for p in alive if p.part is Part.PROSE and is_stock(p.after)]
    hollow = [p for p in alive if p.part is Part.PROSE and is_hollow(p.after)]
    for again in (*stock[1:], *hollow[1:]):
        again.after, again.guidelines = "", [EMPTY.id]
    about = telling_words(spelt(post.text))
    if any(shows_understanding(p.after, about) for p in alive):
        return
    heard = listen(post)
    if stock and not heard.is_telling:
        return
    if stock and pieces.index(stock[0]) < _NEAR_THE_START and (sentence := sympathise(heard, choice, stock[0].after)):
        stock[0].after, stock[0].guidelines = voice.say(sentence), [EMPTY.id, UNDERSTANDING.id]
        return
    sentence = reflect(heard, choice)
    if sentence is None:
        return
    sentence = voice.say(sentence)
    place = _opening(pieces)
    if place is not None:
        here = pieces[place]
        pieces.insert(place, _Piece("", sentence, here.gap, Part.PROSE, here.paragraph, [UNDERSTANDING.id]))
        here.gap = " "


_NEAR_THE_START = 3
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|thanks?(?: you)?(?: so much)? for)\b",
    re.IGNORECASE,
)


_ANSWERS = re.compile(
    r"^(?:well|yes|no|yeah|yep|nope|sure|absolutely|definitely|not really|so|it depends|because|actually"
    r"|aye)\b",
    re.IGNORECASE,
)


def _opening(pieces: Sequence[_Piece]) -> int | None:
    """Where a first sentence goes: before the prose, after a greeting; None where there is no good place."""
    for n, piece in enumerate(pieces):
        if not piece.stays_prose:
            continue
        if is_stock(piece.after):
            continue
        if not _GREETING.match(piece.after):
            return None if _ANSWERS.match(piece.after) else n
        if len(piece.after.split()) > 14:
            return None
    return None


def _break_walls(pieces: Sequence[_Piece]) -> None:
    for paragraph in _paragraphs(pieces):
        if any("\n" in p.gap for p in paragraph[1:]):
            continue
        for n in breaks([p.after for p in paragraph]):
            paragraph[n].breaks_before = True


def _paragraphs(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    found: dict[int, list[_Piece]] = {}
    for piece in pieces:
        if piece.stays_prose:
            found.setdefault(piece.paragraph, []).append(piece)
    return list(found.values())


def _worth(pieces: Sequence[_Piece]) -> float:
    """How much the edits together are worth a helper's attention."""
    sums: dict[str, float] = {}
    for piece in pieces:
        ids = [i for i in piece.guidelines if i in BY_ID] + ([WALL.id] if piece.breaks_before else [])
        for guideline in ids:
            sums[guideline] = sums.get(guideline, 0.0) + BY_ID[guideline].weight
    return sum(min(total, _CAPS.get(guideline, total)) for guideline, total in sums.items())


def _still_hurts(pieces: Sequence[_Piece], post: Post) -> bool:
    about = spelt(post.text).lower()
    return any(
        guideline.finds(fold(spelt(piece.after))[0], about)
        for piece in pieces
        if piece.part.is_own_words and piece.after
        for guideline in SENTENCE_GUIDELINES
        if guideline.is_serious
    )


def _words(pieces: Sequence[_Piece]) -> int:
    return sum(len(p.after.split()) for p in pieces if p.part.is_own_words)


def _text(pieces: Sequence[_Piece], tail: str) -> str:
    out: list[str] = []
    pending = ""
    for piece in pieces:
        gap = piece.gap
        if not piece.after:
            pending = max(pending, gap, key=_space)
            continue
        gap = max(pending, gap, key=_space) if pending else gap
        if piece.breaks_before:
            gap = PARAGRAPH_BREAK
        out += (gap if out else gap.lstrip("\n") if gap.strip() else "", piece.after)
        pending = ""
    return "".join(out).rstrip() + (tail if tail.strip() else "")


def _space(gap: str) -> tuple[int, int]:
    return gap.count("\n"), len(gap)


def _edits(pieces: Sequence[_Piece]) -> Iterator[Edit]:
    for piece in pieces:
        if piece.breaks_before and piece.after:
            yield Edit(EditKind.INSERT, "", PARAGRAPH_BREAK, WALL.reason, WALL.id)
        if piece.before == piece.after:
            yield Edit(EditKind.KEEP, piece.before, piece.after)
            continue
        kind = EditKind.DELETE if not piece.after else EditKind.REPLACE if piece.before else EditKind.INSERT
        guideline = BY_ID.get(piece.guidelines[0]) if piece.guidelines else None
        reason = guideline.reason if guideline else "The sentence it leaned on is gone."
        yield Edit(kind, piece.before, piece.after, reason, guideline.id if guideline else "")
