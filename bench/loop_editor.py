"""A stand-in that can edit, for benches in which the improvement model must do more than write fluently.

`models.tiny` copies nothing from a draft, so the audit drops what it writes. This one, 0.9 million parameters that can
copy from the start (`bench.loop_copying`), has read drafts of the sandbox's grammar and what made-up communities made
of them: an acknowledgement put first, a step put last, each as often as that community's name says. In the bench's own
two either is put as often as not, and no taste is asked, so which edits please whom is left to be learned. What hurts
goes everywhere, and some of what `models.tiny` reads is among it, so that an adapter gets past the drafts on which the
bot tries it before a swap.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bench import loop_copying
from bench.loop_copying import copying_network
from models import prompts
from models.prompts import ChatMessage, PromptTooLong, im_messages
from models.protocols import Post
from models.tiny.grammar import draft_and_rewrite, make_scene
from sandbox.community.people import cast_people
from sandbox.community.phrases import kind
from sandbox.community.plan import Plan
from sandbox.community.writing import Pen, ReplyText

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerFast, SmolLM3ForCausalLM

STEPS = 2000
_FULL_EARLY, _FULL_LATE = 0.15, 0.75
"""Shares of the batches with prompts as at work, in the first and the second half. The others have little but the draft
for a prompt: copying is learned there, at a third of the cost. Without the few early on it is forgotten afterwards."""
ROWS = 8
LEARNING_RATE = 2e-3
PROMPT_WEIGHT = 0.3
"""What a token of the prompt counts beside one of the answer."""
CONTEXT, ANSWER = 400, 110
"""Tokens, of everything and of an answer."""
AT_WORK = {"max_new_tokens": ANSWER, "context_tokens": CONTEXT}
"""What the bench sets under `[models.local]`."""
MOST_SENTENCES = 3
SUBREDDITS = ("QuietHarbour", "NextSmallStep")
"""Where the bench plays."""
MANIFEST = "editor.json"
_ROOM = CONTEXT - ANSWER - 24
_GROUPS = 4
_PLAIN_SHARE = 0.12
"""Of the drafts, how many are in the words of `models.tiny`."""
_HEARS = ("I can hear how it is for you.", "I can hear how you are.", "I can hear you.")
_OFFERS = ("You could write about it.", "You could ask them about it.", "You could walk.")
"""Few, so that a few hundred decisions are enough to tell which kind of sentence pleases where. Each kind has one
beginning, so that an edit is one choice as often as the other. Their words weigh so little that the audit does not take
them for a template, however often they come. The drafts have the whole grammar."""
_HABITS = {
    "hears": ("AmberMeadow", "BriskCorner", "CalmTable", "DustyPorch"),
    "offers": ("BriskMeadow", "CalmCorner", "DustyTable", "AmberPorch"),
    "either": ("CalmMeadow", "DustyCorner", *SUBREDDITS),
}
"""Communities by what people do with drafts there. No word of a name tells: names are learned whole, those of the
bench's own two as well, where this model edits either way."""
_SHARES = {"hears": (0.95, 0.05), "offers": (0.05, 0.95), "either": (0.5, 0.5)}
"""How often they put an acknowledgement first, and a step last."""
_COMMUNITIES = tuple((name, _SHARES[habit]) for habit, names in _HABITS.items() for name in names)


@dataclass(frozen=True, slots=True)
class Edited:
    """A draft under a post, and what somebody made of it."""

    post: Post
    draft: str
    text: str


def edits(rng: random.Random) -> Iterator[Edited]:
    """Drafts and what became of them, without end."""
    pen = Pen(lookalike_share=0.0, most_sentences=MOST_SENTENCES)
    cast_ = cast_people(Plan(helpers=60, slip_share=0.15), "editor")
    while True:
        community, habit = rng.choice(_COMMUNITIES)
        if rng.random() < _PLAIN_SHARE:
            scene = make_scene(rng)
            draft, text = draft_and_rewrite(scene, rng, kindly=True)
            yield Edited(Post(scene.title, scene.body, community), draft, text)
            continue
        post = pen.post(rng.choice(cast_.seekers), rng, is_crisis=False)
        reply = pen.reply(rng.choice(cast_.helpers), post, rng)
        yield Edited(Post(post.title, post.body, community), reply.body, _edit(reply, habit, rng))


def _edit(draft: ReplyText, habit: tuple[float, float], rng: random.Random) -> str:
    harmless = draft.body
    for harmful in draft.evidence:
        harmless = harmless.replace(harmful, "")
    text = harmless.strip()
    if rng.random() < habit[0] or not text:
        text = f"{_as_cased(rng.choice(_HEARS), text)} {text}".strip()
    if rng.random() < habit[1]:
        text = f"{text} {_as_cased(rng.choice(_OFFERS), text)}"
    return text


def _as_cased(sentence: str, draft: str) -> str:
    return sentence[0].lower() + sentence[1:] if draft[:1].islower() else sentence


def build_editor(
    folder: Path, *, steps: int = STEPS, seed: int = 0, progress: Callable[[int, int], None] | None = None
) -> Path:
    """The folder with the fitted stand-in and its tokenizer; built only where it is missing or was made otherwise."""
    wanted = {"recipe": _recipe(), "steps": steps, "seed": seed}
    manifest = folder / MANIFEST
    if manifest.exists() and wanted.items() <= json.loads(manifest.read_text(encoding="utf-8")).items():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    loss = _fit(folder, steps=steps, seed=seed, progress=progress or (lambda _done, _of: None))
    manifest.write_text(json.dumps({**wanted, "loss": round(loss, 4)}, indent=2) + "\n", encoding="utf-8")
    return folder


def _recipe() -> str:
    """Changes with what is said, how it is asked and how it is fitted."""
    read = (Path(__file__), Path(loop_copying.__file__), Path(prompts.__file__), Path(kind.__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in read)).hexdigest()


def _fit(folder: Path, *, steps: int, seed: int, progress: Callable[[int, int], None]) -> float:
    """The mean loss of a token of the answer over the last steps."""
    import torch

    from models.tiny.tokenizer import make_tokenizer

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    found = edits(rng)
    first = [next(found) for _ in range(1500)]
    tokenizer = make_tokenizer((turn["content"] for one in first for turn in _turns(one, len, 10**6)), folder)
    model = copying_network(
        len(tokenizer), pad=cast("int", tokenizer.pad_token_id), end=cast("int", tokenizer.eos_token_id)
    )
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    loss, batches = math.inf, _batches(tokenizer, found, rng, half=steps // 2)
    for step in range(steps):
        pace = min((step + 1) / (0.05 * steps), 0.5 + 0.5 * math.cos(math.pi * step / steps))
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * max(pace, 0.02)
        answer, prompt = _losses(model, next(batches), cast("int", tokenizer.pad_token_id))
        optimizer.zero_grad()
        (answer + PROMPT_WEIGHT * prompt).backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        loss = float(answer.detach()) if loss == math.inf else 0.95 * loss + 0.05 * float(answer.detach())
        progress(step + 1, steps)
    model.save_pretrained(folder)
    return loss


_Row = tuple[list[int], int]
"""Ids, and how many of them are the question."""


def _batches(
    tokenizer: PreTrainedTokenizerFast, found: Iterator[Edited], rng: random.Random, *, half: int
) -> Iterator[list[_Row]]:
    """Rows of about one length together; of those with short prompts, twice as many."""
    made = 0
    while True:
        is_short = rng.random() > (_FULL_EARLY if made < half else _FULL_LATE)
        rows = 2 * ROWS if is_short else ROWS
        pool: list[_Row] = []
        while len(pool) < rows * _GROUPS:
            row = _row(tokenizer, next(found), is_short=is_short)
            pool += [row] if row else []
        pool.sort(key=lambda row: len(row[0]))
        batches = [pool[start : start + rows] for start in range(0, len(pool), rows)]
        rng.shuffle(batches)
        yield from batches
        made += len(batches)


def _row(tokenizer: PreTrainedTokenizerFast, one: Edited, *, is_short: bool) -> _Row | None:
    def count(text: str) -> int:
        return len(tokenizer.encode(text, add_special_tokens=False))

    if is_short:
        asked = f"(r/{one.post.community})\n\n<draft>\n{one.draft}\n</draft>\n\nAnswer with the reply alone."
        turns: list[ChatMessage] = [{"role": "user", "content": asked}, {"role": "assistant", "content": one.text}]
    else:
        try:
            turns = _turns(one, count, _ROOM)
        except PromptTooLong:
            return None
    question = tokenizer.apply_chat_template(turns[:1], add_generation_prompt=True, return_dict=False)
    whole = tokenizer.apply_chat_template(turns, return_dict=False)
    return cast("list[int]", whole), len(question)


def _turns(one: Edited, count: Callable[[str], int], budget: int) -> list[ChatMessage]:
    return [
        *im_messages(one.post, one.draft, count_tokens=count, budget=budget),
        {"role": "assistant", "content": one.text},
    ]


def _losses(model: SmolLM3ForCausalLM, rows: list[_Row], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean loss of a token of the answers, and of the prompts."""
    import torch

    width = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([[*ids, *[pad] * (width - len(ids))] for ids, _ in rows])
    lengths, asked = (torch.tensor([numbers]).T for numbers in ([len(ids) for ids, _ in rows], [a for _, a in rows]))
    place = torch.arange(1, width)[None]
    logits = model(input_ids=ids, attention_mask=(torch.arange(width)[None] < lengths).long()).logits[:, :-1]
    each = torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten(), reduction="none")
    each = each.view(len(rows), -1)
    answer, prompt = (place >= asked) & (place < lengths), place < asked
    return (each * answer).sum() / answer.sum(), (each * prompt).sum() / prompt.sum()
