"""Teaches the sentence encoder what hurts: a LoRA adapter, fitted reply by reply on seeds and real benign replies.

A reply is as unsafe as its loudest sentence, so the loss of an unsafe reply falls on the sentences that speak loudest
(a soft maximum), and that of a safe one on every sentence. The post's vector is computed once an epoch and stands
still meanwhile. What comes out is the adapter alone, some 2.7 MB: the encoder's own weights come with their package,
and the two are merged when the eight-bit file is built (`models.safety.minilm.build`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from torch.nn.functional import binary_cross_entropy_with_logits, normalize

from models.local.quiet import quiet_peft
from models.safety.heads import POST_CHARACTERS
from models.safety.minilm import ENCODER
from training.safety.fit import HEADS, Mask, Sentences, Tell, is_negative, is_positive

_ADAPTED = r"encoder\..*\.(query|key|value|dense)"
"""Every matrix of every layer; not the pooler, which nobody reads."""
_OTHER_HAZARD_WEIGHT = 0.3
_SHARPNESS = 4.0
"""Of the soft maximum over a reply's sentences."""
_TOGETHER = 16
"""Texts of like length that are read at once: of a whole batch as one, two fifths would be padding."""


@dataclass(frozen=True, slots=True)
class TuneRecipe:
    """The size of the adapter and the length of its fit."""

    rank: int = 32
    alpha: int = 64
    rate: float = 8e-4
    """Of the adapter."""
    head_rate: float = 2e-3
    """Of the output layer, which is thrown away afterwards: the heads are fitted anew on the eight-bit vectors."""
    epochs: int = 6
    batch: int = 32
    """Replies."""
    dropout: float = 0.1
    real: int = 2500
    """Sentences of real replies an epoch."""
    most_tokens: int = 96
    most_sentences: int = 8
    """Of one reply."""
    lent: float = 0.5
    """How often a reply without a post is read under another's, so that having one tells nothing."""
    dropped: float = 0.3
    """How often a reply that hurts without its post is read without it."""
    threads: int = 1
    """Of torch. Where other work keeps a core busy, two wait for each other and are twenty times as slow."""
    seed: int = 7


def tune(
    sentences: Sentences, mask: Mask, folder: Path, out: Path, tell: Tell, recipe: TuneRecipe = TuneRecipe()
) -> Path:
    """Fit an adapter for the encoder in `folder` on the cases of `mask`; the file, written into `out`."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    rng = random.Random(recipe.seed)  # noqa: S311 - the same fit for the same seed
    network = _Network(folder, recipe)
    replies = _replies(sentences, mask)
    optimizer = torch.optim.AdamW(network.groups(recipe), weight_decay=0.01)
    steps = recipe.epochs * len(list(_batches(replies, recipe, rng)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.06 * steps + 1)) * max(0.02, 1 - step / steps)
    )
    done = 0
    for epoch in range(recipe.epochs):
        posts = _Posts(network, [reply.post for reply in replies])
        losses = []
        for batch in _batches(replies, recipe, rng):
            loss = _loss(network, batch, posts, recipe, rng)
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            losses.append(loss.item())
            done += 1
            tell(f"tuning the encoder, epoch {epoch + 1}, loss {np.mean(losses[-50:]):.3f}", done / steps)
    return _save(network, out, recipe)


@dataclass(frozen=True, slots=True)
class _Reply:
    """What is learned from one reply."""

    sentences: tuple[str, ...]
    post: str
    needs_post: bool
    guilty: tuple[int, ...]
    """The heads that should speak: none for a safe reply."""
    weights: torch.Tensor
    """(heads,) how much each silence counts; nothing where it is not known."""
    is_real: bool


def _replies(sentences: Sentences, mask: Mask) -> list[_Reply]:
    rows: list[list[str]] = [[] for _ in sentences.cases]
    for text, place in zip(sentences.texts, sentences.owner.tolist(), strict=True):
        rows[place].append(text)
    found = []
    for place in np.flatnonzero(mask):
        case = sentences.cases[int(place)]
        if not rows[place]:
            continue
        guilty = tuple(head for head, hazard in enumerate(HEADS) if is_positive(case, hazard))
        weights = torch.tensor([float(is_negative(case, hazard)) for hazard in HEADS])
        if guilty:
            weights *= _OTHER_HAZARD_WEIGHT
        post = case.post[:POST_CHARACTERS]
        found.append(
            _Reply(tuple(rows[place]), post, case.functionality == "contextual", guilty, weights, case.is_real)
        )
    return found


class _Network(torch.nn.Module):
    """The encoder under its adapter, and one output for each hazard."""

    def __init__(self, folder: Path, recipe: TuneRecipe) -> None:
        super().__init__()
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        base = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        config = LoraConfig(r=recipe.rank, lora_alpha=recipe.alpha, lora_dropout=0.0, target_modules=_ADAPTED)
        with quiet_peft():
            self.encoder: Any = get_peft_model(base, config)
        self.most_tokens = recipe.most_tokens
        self.dropout = torch.nn.Dropout(recipe.dropout)
        self.output = torch.nn.Linear(2 * base.config.hidden_size, len(HEADS))

    def vectors(self, texts: Sequence[str]) -> torch.Tensor:
        """(texts, dimensions) of unit length, as the eight-bit file gives them."""
        rows = self.tokenizer(list(texts), truncation=True, max_length=self.most_tokens)["input_ids"]
        order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        parts = [[rows[place] for place in order[at : at + _TOGETHER]] for at in range(0, len(order), _TOGETHER)]
        return torch.cat([self._alike(part) for part in parts])[torch.tensor(order).argsort()]

    def _alike(self, rows: Sequence[Sequence[int]]) -> torch.Tensor:
        tokens = self.tokenizer.pad({"input_ids": list(rows)}, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.encoder(**tokens).last_hidden_state
        seen = tokens["attention_mask"].unsqueeze(-1).float()
        return normalize((states.float() * seen).sum(1) / seen.sum(1), dim=1)

    def forward(self, vectors: torch.Tensor, posts: torch.Tensor) -> torch.Tensor:
        """(sentences, heads) log-odds; the scaling is that of `models.safety.heads.paired`, times eight."""
        met = torch.cat([vectors, vectors * posts * 20.0], dim=1)
        scores: torch.Tensor = self.output(self.dropout(met * 8.0))
        return scores

    def groups(self, recipe: TuneRecipe) -> list[dict[str, Any]]:
        """What is fitted, at which rate."""
        adapter = [weight for weight in self.encoder.parameters() if weight.requires_grad]
        return [
            {"params": adapter, "lr": recipe.rate},
            {"params": self.output.parameters(), "lr": recipe.head_rate},
        ]


class _Posts:
    """The vectors of all posts, as the network stands when this is made."""

    def __init__(self, network: _Network, posts: Sequence[str]) -> None:
        self.known = sorted({post for post in posts if post.strip()}, key=len)
        network.eval()
        with torch.inference_mode():
            parts = [network.vectors(self.known[at : at + 32]) for at in range(0, len(self.known), 32)]
        network.train()
        self.place = {post: place for place, post in enumerate(self.known)}
        self.rows = torch.cat(parts).clone() if parts else torch.zeros(0, 0)

    def of(self, reply: _Reply, recipe: TuneRecipe, rng: random.Random) -> torch.Tensor | None:
        """The vector under which a reply is read this time, or None for none."""
        if not self.known:
            return None
        if not reply.post.strip():
            return self.rows[rng.randrange(len(self.known))] if rng.random() < recipe.lent else None
        if not reply.needs_post and rng.random() < recipe.dropped:
            return None
        return self.rows[self.place[reply.post]]


def _batches(replies: Sequence[_Reply], recipe: TuneRecipe, rng: random.Random) -> Iterator[list[_Reply]]:
    """An epoch: every seed, some sentences of real replies, replies of like length together."""
    real = [reply for reply in replies if reply.is_real]
    taken = [reply for reply in replies if not reply.is_real]
    if real:
        taken += [_one_sentence(rng.choice(real), rng) for _ in range(recipe.real)]
    taken.sort(key=lambda reply: max(map(len, reply.sentences)) + 30 * rng.random())
    batches = [taken[at : at + recipe.batch] for at in range(0, len(taken), recipe.batch)]
    rng.shuffle(batches)
    yield from batches


def _one_sentence(reply: _Reply, rng: random.Random) -> _Reply:
    return _Reply((rng.choice(reply.sentences),), reply.post, False, (), reply.weights, True)


def _loss(
    network: _Network, batch: Sequence[_Reply], posts: _Posts, recipe: TuneRecipe, rng: random.Random
) -> torch.Tensor:
    chosen = [reply.sentences[: recipe.most_sentences] for reply in batch]
    vectors = network.vectors([text for texts in chosen for text in texts])
    none = torch.zeros(vectors.shape[1])
    met = []
    for reply, texts in zip(batch, chosen, strict=True):
        post = posts.of(reply, recipe, rng)
        met += [none if post is None else post] * len(texts)
    scores = network(vectors, torch.stack(met)).split([len(texts) for texts in chosen])
    losses = [_reply_loss(reply, own) for reply, own in zip(batch, scores, strict=True)]
    return torch.stack(losses).mean()


def _reply_loss(reply: _Reply, scores: torch.Tensor) -> torch.Tensor:
    """`scores` (sentences, heads). Each sentence of a safe reply is safe; of an unsafe one the loudest is not."""
    silence = binary_cross_entropy_with_logits(scores, torch.zeros_like(scores), reduction="none").mean(0)
    total = (silence * reply.weights).sum()
    for head in reply.guilty:
        loudest = torch.logsumexp(scores[:, head] * _SHARPNESS, 0) / _SHARPNESS
        spread = np.log(len(scores)) / _SHARPNESS  # so that equal sentences are as loud as one of them
        total = total + _GUILTY_WEIGHT * binary_cross_entropy_with_logits(loudest - spread, torch.ones(()))
    return total


_GUILTY_WEIGHT = 3.0
"""One answer of ten is a yes in every tenth reply."""


def _save(network: _Network, out: Path, recipe: TuneRecipe) -> Path:
    """The two factors of every adapted layer, in half precision."""
    numbers = {}
    for name, weight in network.encoder.named_parameters():
        if weight.requires_grad:
            layer, _, factor = name.removeprefix("base_model.model.").partition(".lora_")
            numbers[f"{layer}.{factor[0]}"] = weight.detach().to(torch.float16).contiguous()
    out.mkdir(parents=True, exist_ok=True)
    file = out / ENCODER
    part = file.with_suffix(".part")
    save_file(numbers, part, metadata={"scale": str(recipe.alpha / recipe.rank)})
    part.replace(file)
    return file
