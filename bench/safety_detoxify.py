"""How much faster than Detoxify: `python -m bench.safety_detoxify [--threads FILE] [--replies 60]`.

Detoxify-original is a BERT-base with six outputs. Its weights are no matter for its speed, so random ones of the same
shape are measured here, with the same words and the same cut at 512 tokens, on the same replies and in the same run as
our classifiers, each in a process of its own and on one thread, so the ratios are those of one core.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bench.safety_alarms import real_replies
from bench.safety_speed import Speed, measure, speed_table
from bench.safety_suite import load_folder
from bench.safety_tables import TESTS
from bench.safety_voices import VOICES, Voice
from bench.stage import machine
from models.encoder import is_installed, package_folder
from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyRules, Verdict

NAME = "bert-base"
_BATCH = 16
_MOST_TOKENS = 512


class BertBase:
    """Implements `SafetyClassifier` with Detoxify's network and nothing in it: what it says means nothing."""

    name = NAME

    def __init__(self) -> None:
        """Makes the network: 110 million numbers."""
        import torch
        from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification
        from transformers.utils import logging

        logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
        torch.manual_seed(1)
        # The sentence encoder's package holds BERT's own words, so texts are as many tokens as for Detoxify.
        self._tokenizer = AutoTokenizer.from_pretrained(package_folder(), local_files_only=True)
        shape = BertConfig()
        shape.num_labels = 6
        self._model: Any = BertForSequenceClassification(shape)
        self._model.train(False)
        torch.set_num_threads(1)

    def crisis(self, post: Post) -> CrisisTier:
        """Not its business."""
        return CrisisTier.NONE

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        """One reply, as `Detoxify.predict` reads it."""
        return self.judge_all([(post, reply)], rules)[0]

    def judge_all(self, replies: Sequence[tuple[Post, str]], rules: SafetyRules = ANYWHERE) -> list[Verdict]:
        """Sixteen at a time, the longest together, which is kinder to it than its own way."""
        import torch

        texts = sorted((reply for _, reply in replies), key=len)
        for start in range(0, len(texts), _BATCH):
            tokens = self._tokenizer(
                texts[start : start + _BATCH],
                return_tensors="pt",
                truncation=True,
                max_length=_MOST_TOKENS,
                padding=True,
            )
            with torch.inference_mode():
                torch.sigmoid(self._model(**tokens).logits).tolist()
        return [Verdict(dict.fromkeys(Hazard, 0.0), (), self.name) for _ in replies]


BERT = Voice(NAME, BertBase)


def ratio_table(speeds: Mapping[str, Speed]) -> Table:
    """How many times as fast as Detoxify's network each of the others is."""
    table = Table(title=f"Times as fast as {NAME}, Detoxify's network", box=None, title_justify="left")
    for column in ("", "one at a time", "many together", "many, by processor time", "share of its memory"):
        table.add_column(column)
    reference = speeds[NAME]
    for name, speed in speeds.items():
        if name != NAME:
            table.add_row(
                name,
                f"{reference.p50_ms / speed.p50_ms:,.1f}",
                f"{speed.replies_a_second / reference.replies_a_second:,.1f}",
                f"{reference.cpu_ms / speed.cpu_ms:,.1f}",
                f"{speed.peak_mb / reference.peak_mb:.2f}",
            )
    return table


def main(
    threads: Annotated[Path | None, typer.Option(help="JSON lines of real threads: id, title, body, replies.")] = None,
    replies: Annotated[int, typer.Option(help="How many replies, drawn at random.", min=20)] = 60,
) -> None:
    """Measure each classifier and Detoxify's network on the same replies, and print the ratios."""
    plain = Console()
    console = plain if plain.is_terminal else Console(width=160)  # a pipe is given eighty columns, which are too few
    if not is_installed():
        console.print("It needs the encoder extra: pip install '.\\[encoder]'", style="red")
        raise typer.Exit(2)
    if threads is None:
        pairs = [(f.post, reply) for f in load_folder(TESTS / "safety" / "suite") for reply in f.replies]
    else:
        pairs = real_replies(threads, only_held_out=True)
    pairs = random.Random(1).sample(pairs, min(replies, len(pairs)))
    speeds = {voice.name: measure(voice, pairs) for voice in (*VOICES, BERT) if voice.name != "words"}
    what = f"{len(pairs)} {'real replies' if threads else 'replies of the suite'}"
    console.print(speed_table(speeds, what), ratio_table(speeds), machine(), sep="\n\n")


if __name__ == "__main__":
    typer.run(main)
