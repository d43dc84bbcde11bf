"""The encoder fitted to DiaSafety: reply and post read together, word by word, with the category as a second lesson.

The words' own vectors stand still; everything above them is fitted. A third of the contexts is kept out, to tell what
its word is worth beside the kernels'. About 20 CPU-minutes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from bench.diasafety_rows import CATEGORIES, Floats, Rows

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PairRecipe:
    """The length and the pace of the fit."""

    epochs: int = 2
    rate: float = 1.5e-4
    output_rate: float = 1e-3
    batch: int = 32
    most_tokens: int = 96
    category_weight: float = 0.5
    """Of the lesson which category it is, beside whether it is unsafe."""
    seed: int = 0


class PairEncoder(torch.nn.Module):
    """Ten outputs over the means of all states and of the reply's: each category, safe; then each, unsafe."""

    def __init__(self, folder: Path, recipe: PairRecipe = PairRecipe()) -> None:
        super().__init__()
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
        self.recipe = recipe
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.encoder: Any = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        self.encoder.embeddings.word_embeddings.requires_grad_(False)
        self.output = torch.nn.Linear(2 * self.encoder.config.hidden_size, 2 * len(CATEGORIES))
        self.dropout = torch.nn.Dropout(0.1)

    def forward(self, rows: Rows, places: Sequence[int]) -> torch.Tensor:
        """(places, 10) scores."""
        pairs = [rows.posts[at] for at in places], [rows.replies[at] for at in places]
        tokens = self.tokenizer(
            *pairs, padding=True, truncation=True, max_length=self.recipe.most_tokens, return_tensors="pt"
        )
        states = self.encoder(**tokens).last_hidden_state.float()
        seen = tokens["attention_mask"].unsqueeze(-1).float()
        reply = seen * tokens["token_type_ids"].unsqueeze(-1)
        means = [(states * part).sum(1) / part.sum(1).clamp(min=1) for part in (seen, reply)]
        scores: torch.Tensor = self.output(self.dropout(torch.cat(means, dim=1)))
        return scores


def fit_pair(network: PairEncoder, rows: Rows, places: Sequence[int], tell: Tell) -> None:
    """Fit on the rows at `places`."""
    recipe = network.recipe
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    body = [weight for weight in network.encoder.parameters() if weight.requires_grad]
    groups = [
        {"params": body, "lr": recipe.rate},
        {"params": network.output.parameters(), "lr": recipe.output_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = recipe.epochs * -(-len(places) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))
    )
    network.train()
    for epoch in range(recipe.epochs):
        for number, batch in enumerate(_batches(rows, places, recipe.batch, rng)):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(rows, batch)
            loss = _loss(scores.float(), rows, batch, recipe.category_weight)
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it unannotated
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            if number % 20 == 0:
                tell(f"epoch {epoch + 1} of {recipe.epochs}, step {number}, loss {loss.item():.2f}")


def _batches(rows: Rows, places: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """An epoch in batches of like length."""
    order = list(places)
    rng.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), 16 * size):
        chunk = sorted(order[start : start + 16 * size], key=lambda at: len(rows.posts[at]) + len(rows.replies[at]))
        batches += [chunk[at : at + size] for at in range(0, len(chunk), size)]
    rng.shuffle(batches)
    yield from batches


def _loss(scores: torch.Tensor, rows: Rows, places: Sequence[int], category_weight: float) -> torch.Tensor:
    count = len(CATEGORIES)
    shares = scores.log_softmax(1)
    unsafe = torch.from_numpy(rows.unsafe[list(places)])
    kind = torch.from_numpy(rows.category[list(places)]) + count * unsafe
    exact = shares[torch.arange(len(kind)), kind]
    either = torch.where(unsafe, shares[:, count:].logsumexp(1), shares[:, :count].logsumexp(1))
    return -(category_weight * exact.mean() + either.mean())


def pair_log_odds(network: PairEncoder, rows: Rows, places: Sequence[int]) -> Floats:
    """How much more unsafe than safe the rows at `places` seem."""
    count = len(CATEGORIES)
    network.eval()
    order = sorted(range(len(places)), key=lambda at: len(rows.posts[places[at]]) + len(rows.replies[places[at]]))
    found = np.zeros(len(places))
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            scores = network(rows, [places[at] for at in batch])
            found[batch] = (scores[:, count:].logsumexp(1) - scores[:, :count].logsumexp(1)).numpy()
    return found


def save_pair(network: PairEncoder, file: Path) -> None:
    """Write the weights: of a matrix one byte for each number and a scale for each row."""
    written: dict[str, torch.Tensor] = {}
    for name, weight in network.state_dict().items():
        if weight.dim() == 2:
            scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
            written[name] = (weight / scale).round().to(torch.int8)
            written[f"{name}.scale"] = scale
        else:
            written[name] = weight
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file(written, file)


def load_pair(folder: Path, file: Path) -> PairEncoder:
    """The encoder as `save_pair` wrote it: figures are to be those of the small file."""
    network = PairEncoder(folder)
    written = load_file(file)
    weights = {
        name: weight.float() * written[f"{name}.scale"] if weight.dtype == torch.int8 else weight
        for name, weight in written.items()
        if not name.endswith(".scale")
    }
    network.load_state_dict(weights)
    return network
