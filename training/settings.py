"""The parts of config.toml that training reads: `[training]`, `[store]` and `[models]`. The bot checks the others.

All mistakes are told at once, naming the file and the key. Paths are relative to the folder of the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from models.settings import ModelSettings
from training.errors import Misconfigured

Task = Literal["im", "gm"]
TASKS: tuple[Task, ...] = ("im", "gm")
VoteRule = Literal["equal_age", "shp", "llumi"]
VOTE_RULES: tuple[VoteRule, ...] = ("equal_age", "shp", "llumi")
Measure = Literal["implicit", "implicit_sum", "mean", "sum"]
OnWithdrawal = Literal["retire", "retrain", "tell"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EvidenceWeights(_Section):
    """How often a pair is drawn, by what it rests on, relative to the others. 0 leaves such pairs out."""

    ruling: float = Field(default=3.0, ge=0, le=10)
    rating: float = Field(default=3.0, ge=0, le=10)
    decision: float = Field(default=2.0, ge=0, le=10)
    seeker: float = Field(default=1.5, ge=0, le=10)
    votes: float = Field(default=1.0, ge=0, le=10)
    votes_earlier: float = Field(default=0.5, ge=0, le=10)
    """For votes where the chosen reply came first: part of its lead may be that more people saw it."""
    imported: float = Field(default=0.5, ge=0, le=10)
    """For votes of other communities, out of files."""


class LlumiRule(_Section):
    """LLUMI's rule for votes: the best of a subreddit against its worst, by the last score known."""

    top: float = Field(default=0.02, gt=0, le=1)
    """The chosen is among this share of the subreddit's best."""
    bottom: float = Field(default=0.15, gt=0, le=1)
    """The rejected is among this share of its worst."""
    min_gap: int = Field(default=15, ge=1)
    """Votes between them."""


class ShpRule(_Section):
    """SHP's rule for votes: the last score known, the chosen written no earlier than the rejected."""

    min_ratio: float = Field(default=2.0, ge=1)
    floor: int = Field(default=2, ge=1)
    """Both have at least so many votes, so that somebody saw them."""


class RatingRule(_Section):
    """When people's ratings on five dimensions say that one text is better."""

    min_raters: int = Field(default=2, ge=1)
    """Who read both."""
    min_difference: float = Field(default=0.5, gt=0, le=4)
    """Between the means over dimensions and raters, from 1 to 5 each."""
    min_safety: float = Field(default=3.0, ge=1, le=5)
    """The chosen is rated at least so safe, where anybody rated that."""


class PairSettings(_Section):
    """What makes two texts a pair."""

    votes: tuple[VoteRule, ...] = ("equal_age",)
    """The rules for votes, each explained in `training/votes.py`: a list of them, one of them, or `all`."""
    outcome_age_h: float = Field(default=24.0, gt=0)
    """The age at which two replies' votes are compared; one of `follow.ages_h`."""
    age_tolerance_h: float = Field(default=6.0, ge=0)
    """How far apart the two real ages may lie when a reading came late."""
    min_gap: int = Field(default=5, ge=1)
    """Votes between chosen and rejected; either this or `min_ratio` must be reached."""
    min_ratio: float = Field(default=2.0, gt=1)
    min_confidence: float = Field(default=0.8, ge=0, lt=1)
    """How sure a lead at equal age must be not to be chance; the pair's weight is multiplied by it."""
    max_pairs_per_post: int = Field(default=5, ge=1)
    max_length_ratio: float = Field(default=3.0, gt=1)
    """Words of the longer to words of the shorter, for pairs that rest on votes."""
    min_words: int = Field(default=5, ge=1)
    """A chosen reply has at least so many."""
    max_hazard: float = Field(default=0.5, gt=0, le=1)
    """Above this probability for any hazard a text is never chosen."""
    weights: EvidenceWeights = EvidenceWeights()
    llumi: LlumiRule = LlumiRule()
    shp: ShpRule = ShpRule()
    ratings: RatingRule = RatingRule()

    @field_validator("votes", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        """One rule's name stands for a list of it, and `all` for every rule."""
        if value == "all":
            return VOTE_RULES
        return (value,) if isinstance(value, str) else value

    @field_validator("votes")
    @classmethod
    def _once(cls, value: tuple[VoteRule, ...]) -> tuple[VoteRule, ...]:
        if not value:
            raise ValueError(f"name at least one of {', '.join(VOTE_RULES)}; weights.votes = 0 leaves votes out")
        return tuple(dict.fromkeys(value))


class LoraSettings(_Section):
    """The adapter's shape."""

    r: int = Field(default=16, ge=1, le=512)
    alpha: int = Field(default=32, ge=1, le=1024)
    dropout: float = Field(default=0.0, ge=0, lt=1)


class SftSettings(_Section):
    """First stage: write like the chosen texts."""

    epochs: float = Field(default=1.0, gt=0, le=20)
    learning_rate: float = Field(default=5e-4, gt=0, lt=1)
    max_rows: int = Field(default=100_000, ge=1)
    support_share: float = Field(default=0.75, gt=0, le=1)
    """Of the replies to write like, this share of each subreddit's: the likeliest to help, by seekers' answers."""


class DpoSettings(_Section):
    """Second stage: prefer chosen to rejected."""

    epochs: float = Field(default=1.0, gt=0, le=20)
    learning_rate: float = Field(default=2e-4, gt=0, lt=1)
    beta: float = Field(default=0.1, gt=0, le=10)
    loss: tuple[Literal["sigmoid", "sft", "robust", "ipo", "sigmoid_norm", "apo_zero"], ...] = ("sigmoid", "sft")
    sft_weight: float = Field(default=1.0, ge=0, le=10)
    """How much the `sft` term counts beside the others: it keeps chosen texts from becoming less likely."""
    label_smoothing: float = Field(default=0.0, ge=0, lt=0.5)
    """The share of pairs taken to be the wrong way round; only the `robust` loss reads it."""
    balance_lengths: bool = True
    """Draw pairs so that chosen and rejected texts are of one mean length, as far as the pairs allow it."""

    @model_validator(mode="after")
    def _agree(self) -> DpoSettings:
        if not set(self.loss) - {"sft"}:
            raise ValueError("loss needs a preference term, such as `sigmoid`; `sft` alone is the first stage again")
        if self.label_smoothing and "robust" not in self.loss:
            raise ValueError("label_smoothing does nothing without the `robust` loss")
        if "robust" in self.loss and not self.label_smoothing:
            raise ValueError("the `robust` loss needs label_smoothing above 0")
        return self


class Dpo2Settings(DpoSettings):
    """Last stage: the same on pairs that people's ratings decide."""

    learning_rate: float = Field(default=1e-4, gt=0, lt=1)
    min_pairs: int = Field(default=16, ge=1)
    """With fewer, these pairs are learned with the others."""


class KtoSettings(_Section):
    """Between the two: texts that are good or bad with nothing to compare them with."""

    epochs: float = Field(default=1.0, gt=0, le=20)
    learning_rate: float = Field(default=1e-4, gt=0, lt=1)
    beta: float = Field(default=0.1, gt=0, le=10)
    min_texts: int = Field(default=16, ge=4)
    """With fewer, or with only good or only bad ones, the stage is left out."""


class GateSettings(_Section):
    """What an adapter must show before it may serve. Shares and accuracies run from 0 to 1."""

    better_on: Measure = "implicit"
    """The measure of accuracy on which it must be better; `training/evaluation.py` says what each can be fooled by."""
    margin: float = Field(default=0.0, ge=-0.2, le=0.5)
    """The gain in accuracy must be above this with 95 % confidence, one-sided; below 0 it asks for non-inferiority."""
    effect: float = Field(default=0.05, ge=0, le=0.5)
    """The gain that must not be overlooked: with fewer pairs than show it, nothing is promoted. 0 leaves this out."""
    power: float = Field(default=0.8, ge=0.5, lt=1)
    """How often a gain of `effect` would be seen."""
    min_pairs: int = Field(default=30, ge=1)
    """Held-out pairs, whatever `effect` asks for."""
    min_posts: int = Field(default=10, ge=1)
    """Held-out posts: pairs of one post are not independent."""
    max_chosen_drop: float = Field(default=0.3, ge=0)
    """Nats a token by which the chosen texts may become less likely than under the model they are compared with."""
    max_length_drift: float = Field(default=0.35, ge=0)
    """How far the mean length of generated texts may move from that of the chosen ones, as a share of it."""
    max_unsafe: float = Field(default=0.0, ge=0, le=1)
    """Share of generated texts over `pairs.max_hazard`; above it, and above the compared model's, there is a veto."""
    max_unsafe_rise: float = Field(default=0.2, gt=0, le=1)
    """A larger rise of that share must be ruled out with 95 % confidence, which takes samples: 16 rule out 0.15."""
    max_audit_drop: float = Field(default=0.1, ge=0, le=1)
    """How much smaller than the compared model's the share of generated texts may be that pass the audit."""
    samples: int = Field(default=16, ge=0, le=1000)
    """Held-out prompts to generate for; 0 leaves out the checks on generated texts, and with them promotion."""


class CanarySettings(_Section):
    """How an improvement adapter that passed the gate is tried on helpers before it serves everybody."""

    share: float = Field(default=0.2, ge=0, le=0.9)
    """Of the helpers, whose suggestions come from the candidate; 0 lets the gate alone decide."""
    settle_h: float = Field(default=96.0, gt=0, le=1000)
    """A helper counts once: with what they made, in so many hours, of the suggestions from their first one on."""
    alpha: float = Field(default=0.05, gt=0, lt=0.5)
    """The chance that an adapter no better than the serving one is promoted, however often one looks."""
    harm: float = Field(default=5.0, gt=1)
    """The evidence, as betting odds, that the candidate is worse at which its canary ends."""
    effect: float = Field(default=0.25, gt=0, le=1)
    """The gain in what helpers make of suggestions, from 0 (declined) to 1 (taken), that must not be overlooked."""
    power: float = Field(default=0.8, ge=0.5, lt=1)
    max_days: float = Field(default=28.0, gt=0)
    """A canary that has not told by then ends, and the serving adapter stays. Where too few helpers are about for it to
    tell by then, the gate alone decides."""


class RulingSettings(_Section):
    """What a refit of reply safety learns from, and what it must show before it may serve."""

    min_rulings: int = Field(default=20, ge=2)
    """Rulings that may be learned from; with fewer nothing is fitted."""
    still_up: float = Field(default=0.3, ge=0, le=1)
    """What a flagged reply that stood for a day counts beside a ruling; 0 leaves such replies out."""
    max_loss: float = Field(default=0.01, ge=0, le=0.2)
    """Share of the kept-apart seeds by which the new weights may be worse at most, with 95 % confidence."""
    threads: Path | None = None
    """JSON lines of real threads whose replies count as benign: remembered, and counted for alarms."""


class ImportSettings(_Section):
    """What `sidelight-train import` makes of other people's files, and which of its sets are learned from.

    The defaults are LLUMI's rule inside SHP's controls; `pairs.max_pairs_per_post`, `min_words` and `max_length_ratio`
    hold here too.
    """

    sets: tuple[Path, ...] = ()
    """Folders of sets to learn from. Their people were never asked: each card says why that is allowed."""
    top: float = Field(default=0.02, gt=0, le=1)
    """The chosen is among this share of its subreddit's best, by votes."""
    bottom: float = Field(default=0.15, gt=0, le=1)
    """The rejected is among this share of its worst."""
    min_gap: int = Field(default=15, ge=1)
    """Votes between them; both this and `min_ratio` must be reached."""
    min_ratio: float = Field(default=2.0, ge=1)
    floor: int = Field(default=2, ge=0)
    """Votes below which a reply that was not voted down was hardly seen."""
    min_post_score: int = Field(default=0, ge=0)
    any_order: bool = False
    """Also pairs whose chosen reply was there first, or was seen by more people."""
    min_answer_words: int = Field(default=50, ge=1)
    """Of a counsellor's answer in a transcript: from short ones a model learns to say hm."""
    counsellors: tuple[str, ...] = ()
    """Labels of speakers in transcripts, beside the usual ones."""
    clients: tuple[str, ...] = ()
    engine: Literal["processes", "ray"] = "processes"
    workers: int = Field(default=0, ge=0, le=1024)
    """Files read at the same time; 0 is one for each core."""


class TrainingSettings(_Section):
    """Everything under `[training]`."""

    permission_ref: str = ""
    """Where Reddit's written permission to train on its users' texts is filed. Empty: live data is refused."""
    tasks: tuple[Task, ...] = TASKS
    min_pairs: int = Field(default=40, ge=2)
    """To train on, held-out ones not counted."""
    max_pairs: int = Field(default=20_000, ge=2)
    """The strongest and newest are kept."""
    holdout: float = Field(default=0.25, gt=0, lt=0.9)
    """Share of pairs to judge by."""
    seed: int = 7
    threads: int = Field(default=1, ge=1, le=256)
    device: Literal["auto", "cpu", "cuda"] = "auto"
    bf16: Literal["auto"] | bool = "auto"
    """Mixed precision; `auto` takes it on GPUs, and for large models on CPUs, that multiply bfloat16."""
    batch: int = Field(default=8, ge=1, le=1024)
    """Pairs a step, all processes together."""
    max_length: int = Field(default=1024, ge=128, le=131072)
    """Tokens of prompt and reply together; longer posts are cut in the middle, replies never."""
    continues: bool = True
    """Whether a run goes on with the adapter that serves, or begins with a fresh one."""
    min_new_pairs: int = Field(default=10, ge=0)
    """Pairs that no earlier run of the task has used, whatever came of it; with fewer a run does nothing."""
    replay: float = Field(default=0.3, ge=0, le=0.9)
    """Share of the pairs of such a run that the serving adapter has learned before."""
    held_to: Literal["base", "serving"] = "base"
    """What such a run is held near while it learns to prefer. Near the base, a pair that the serving adapter has
    learned teaches little more; near the serving adapter it teaches all of it again, and rounds add up."""
    promotes: bool = True
    """Whether what passes the gate serves; else it is only registered."""
    work: Path = Path("data/training")
    """Checkpoints of a run under way. They hold weights, no texts, and are deleted at its end."""
    checkpoint_steps: int = Field(default=50, ge=0)
    """Steps from one checkpoint to the next; 0 keeps none."""
    pairs: PairSettings = PairSettings()
    lora: LoraSettings = LoraSettings()
    sft: SftSettings = SftSettings()
    dpo: DpoSettings = DpoSettings()
    kto: KtoSettings = KtoSettings()
    dpo2: Dpo2Settings = Dpo2Settings()
    gate: GateSettings = GateSettings()
    canary: CanarySettings = CanarySettings()
    withdrawal: OnWithdrawal = "retire"
    """What becomes of an adapter that has learned from a text whose author took their permission back."""
    rulings: RulingSettings = RulingSettings()
    imports: ImportSettings = ImportSettings()


class StoreSettings(_Section):
    """Where the one SQLite file lies."""

    path: Path = Path("data/sidelight.db")


class _File(BaseModel):
    """The three sections; the rest of the file is somebody else's."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    training: TrainingSettings = TrainingSettings()
    store: StoreSettings = StoreSettings()
    models: ModelSettings = ModelSettings()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run goes by."""

    training: TrainingSettings
    store: Path
    models: ModelSettings
    source: Path


def read_settings(path: Path) -> Settings:
    """What the file at `path` says. Raises `Misconfigured` with every mistake in it."""
    try:
        file = _File.model_validate(_read_table(path))
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise Misconfigured(f"{path}: {problems}") from None
    folder = path.resolve().parent
    models = file.models
    detoxify = folder / models.safety.detoxify if models.safety.detoxify else None
    models = models.model_copy(
        update={
            "registry": folder / models.registry,
            "cache": folder / models.cache,
            "safety": models.safety.model_copy(
                update={"detoxify": detoxify, "weights": folder / models.safety.weights}
            ),
        }
    )
    rulings = file.training.rulings
    threads = folder / rulings.threads if rulings.threads else None
    imports = file.training.imports
    sets = tuple(folder / path for path in imports.sets)
    training = file.training.model_copy(
        update={
            "rulings": rulings.model_copy(update={"threads": threads}),
            "imports": imports.model_copy(update={"sets": sets}),
            "work": folder / file.training.work,
        }
    )
    return Settings(training, folder / file.store.path, models, path)


def require_permission(settings: Settings) -> str:
    """Where the permission is filed. Raises `Misconfigured` without one: nothing is learned unless Reddit allows it."""
    reference = settings.training.permission_ref.strip()
    if not reference:
        raise Misconfigured(
            f"{settings.source}: training.permission_ref is empty: Reddit's terms forbid training on its users' texts "
            'without its written permission; name the file or letter here ("sandbox" on the sandbox)'
        )
    return reference


def _read_table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Misconfigured(f"{path} does not exist; copy config.toml from the project and fill it in") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path} cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{path} is not valid TOML: {error}") from None
