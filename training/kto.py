"""Between the stages of pairs: texts that are good or bad with nothing to compare them with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from datasets import Dataset
from transformers import PreTrainedTokenizerBase
from trl.trainer.kto_config import KTOConfig
from trl.trainer.kto_trainer import KTOTrainer

from models.local.quiet import quiet_peft
from training.callback import Steps
from training.dialogues import Row
from training.errors import Misconfigured
from training.fitting import run_trainer
from training.settings import KtoSettings
from training.steps import Fitted, Progress, Recipe, arguments

if TYPE_CHECKING:
    from peft import PeftModel

_MOST = 4.0
"""How much more the rarer kind of text may count: few texts should not be the whole lesson."""


def fit_kto(
    model: PeftModel,
    tokenizer: PreTrainedTokenizerBase,
    *,
    rows: Sequence[Row],
    recipe: Recipe,
    settings: KtoSettings,
    progress: Progress,
) -> Fitted:
    """The adapter of `model`, fitted on on `rows` (prompt, completion, label), of which there are both kinds.

    Raises `Misconfigured` for batches of one: the loss compares each text with the others of its batch.
    """
    if recipe.batch // recipe.processes < 2:
        raise Misconfigured(
            f"training.batch is {recipe.batch} for {recipe.processes} processes, and KTO holds each text against "
            "the others of its batch: give each process two or more"
        )
    good = sum(1 for row in rows if row["label"])
    bad = len(rows) - good
    config = KTOConfig(
        **arguments(recipe, "kto", epochs=settings.epochs, learning_rate=settings.learning_rate),
        beta=settings.beta,
        desirable_weight=min(_MOST, max(1.0, bad / max(1, good))),
        undesirable_weight=min(_MOST, max(1.0, good / max(1, bad))),
        precompute_ref_log_probs=settings.epochs > 1 and recipe.processes == 1,
        disable_dropout=True,
    )
    with quiet_peft():
        trainer = KTOTrainer(
            model=model,
            args=config,
            train_dataset=Dataset.from_list(list(rows)),
            processing_class=tokenizer,
            callbacks=[Steps("kto", progress)],
        )
    return run_trainer(trainer, recipe, "kto", rows=len(rows))
