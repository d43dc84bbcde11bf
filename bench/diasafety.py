"""DiaSafety, fitted in its own domain: `python -m bench.diasafety FOLDER [--tuned FILE] [--split test]`.

What our features are worth when they learn from 9,017 labels of the very kind that they are asked for. Fitted on
train.json, everything chosen on contexts kept out of it, measured on val.json: all contexts, those that train lacks,
and each category, beside the length of the reply and a named reference that is fitted in the same run. Nothing that is
fitted here is shipped: these are other harms than a support community's, and what is learned of them does not transfer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from bench.diasafety_rows import (
    CATEGORIES,
    Flags,
    Floats,
    Rows,
    best_threshold,
    interval,
    macro_f1,
    ranking,
    read_rows,
)
from bench.diasafety_stack import Scores, length_alone, read_features, reference, stack
from bench.stage import machine
from models.encoder import package_folder
from models.safety.minilm import FILE, OnnxMiniLm
from training.reliability import calibration_error

err = Console(stderr=True)
console = Console(width=170)
KEPT_OUT = 3
"""One context in so many is not fitted on by the pair encoder."""
LIBRARIES = ("numpy", "scipy", "scikit-learn", "onnxruntime", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are measured together."""

    name: str
    rows: Flags


def main(
    folder: Annotated[Path, typer.Argument(help="Folder with DiaSafety's train.json and val.json.")],
    split: Annotated[str, typer.Option(help="`val`, or `test` for a last look where the folder has one.")] = "val",
    tuned: Annotated[
        Path | None, typer.Option(help="Also a fitted encoder: read there, or fitted first (20 min).")
    ] = None,
    cache: Annotated[Path, typer.Option(help="Folder of the built encoder.")] = Path("data/models"),
) -> None:
    """Fit, measure, and print F1 and AUC with intervals that draw whole contexts."""
    train, asked = read_rows(folder / "train.json"), read_rows(folder / f"{split}.json")
    rows = train + asked
    encode = OnnxMiniLm(cache)
    features = read_features(rows, len(train), encode, _tell)
    kernels, size = stack(rows, features, _tell)
    sizes = {kernels.name: size + (cache / FILE).stat().st_size}
    found = [length_alone(rows, len(train)), reference(rows, features, _tell), kernels]
    if tuned is not None:
        found += _with_pair(rows, len(train), kernels, tuned)
        sizes[found[-2].name] = tuned.stat().st_size
        sizes[found[-1].name] = sizes[kernels.name] + tuned.stat().st_size
    groups = _groups(train, asked)
    console.print(table(found, asked, groups, sizes, split))
    for scores in found[2:]:
        for group in groups[:2]:
            console.print(_gain(scores, found[1], asked, group))
    console.print(f"{machine()}, {', '.join(f'{name} {version(name)}' for name in LIBRARIES)}", style="dim")


def _tell(stage: str) -> None:
    err.print(f"  {stage}", style="dim", highlight=False)


def _groups(train: Rows, asked: Rows) -> list[Group]:
    known = set(train.posts)
    unseen = np.array([post not in known for post in asked.posts])
    everything = [Group("all contexts", np.ones(len(asked), bool)), Group("contexts not in train", unseen)]
    return everything + [Group(name, asked.category == place) for place, name in enumerate(CATEGORIES)]


def _with_pair(rows: Rows, fitted: int, kernels: Scores, file: Path) -> list[Scores]:
    """The fitted encoder alone, and beside the kernels: two weights and a constant, from contexts kept out of both."""
    from sklearn.linear_model import LogisticRegression

    from bench.diasafety_pair import PairEncoder, fit_pair, load_pair, pair_log_odds, save_pair

    folds = rows.folds(KEPT_OUT)[:fitted]
    if not file.is_file():
        network = PairEncoder(package_folder())
        fit_pair(network, rows, np.flatnonzero(folds != 0).tolist(), _tell)
        save_pair(network, file)
    _tell("the fitted encoder reads")
    held = np.flatnonzero(folds == 0)
    network = load_pair(package_folder(), file)
    read = pair_log_odds(network, rows, [*held.tolist(), *range(fitted, len(rows))])
    heard = np.concatenate([kernels.kept_out[held], kernels.measured])
    heard = np.log(heard / (1 - heard))
    found = []
    for name, features in (("fitted encoder", read[:, None]), ("both", np.stack([heard, read], axis=1))):
        model = LogisticRegression().fit(features[: len(held)], rows.unsafe[held])
        p = model.predict_proba(features)[:, 1]
        threshold = best_threshold(p[: len(held)], rows.unsafe[held])
        found.append(Scores(name, p[: len(held)], p[len(held) :], threshold))
    return found


def table(
    found: Sequence[Scores], asked: Rows, groups: Sequence[Group], sizes: Mapping[str, int], split: str
) -> Table:  # fmt: skip
    """A row for each group and classifier."""
    result = Table(title=f"DiaSafety, {split}: macro-F1 and AUC", box=None, title_justify="left")
    for column in ("rows", "unsafe of all", "classifier", "macro-F1", "AUC", "ECE", "MB"):
        result.add_column(column)
    for group in groups:
        unsafe = asked.unsafe[group.rows]
        for number, scores in enumerate(found):
            p = scores.measured[group.rows]
            error = calibration_error(list(zip(p.tolist(), unsafe.tolist(), strict=True)))
            result.add_row(
                "" if number else group.name,
                "" if number else f"{unsafe.sum()}/{len(unsafe)}",
                scores.name,
                _cell(p > scores.threshold, asked, group, "f1"),
                _cell(p, asked, group, "auc"),
                f"{error:.3f}" if number else "",
                f"{sizes[scores.name] / 1e6:.0f}" if scores.name in sizes and group is groups[0] else "",
            )
    return result


def _cell(values: Floats | Flags, asked: Rows, group: Group, figure: str) -> str:
    unsafe = asked.unsafe[group.rows]

    def measure(weights: Floats) -> float:
        if figure == "f1":
            return macro_f1(unsafe, values.astype(bool), weights)
        return ranking(values.astype(float), unsafe, weights)

    low, high = interval(_posts(asked, group), measure)
    return f"{measure(np.ones(len(unsafe))):.3f} ({low:.3f}–{high:.3f})"


def _gain(scores: Scores, beaten: Scores, asked: Rows, group: Group) -> str:
    """By how much the F1 is above another's, on the same draws."""
    unsafe = asked.unsafe[group.rows]
    mine, theirs = (s.measured[group.rows] > s.threshold for s in (scores, beaten))

    def measure(weights: Floats) -> float:
        return macro_f1(unsafe, mine, weights) - macro_f1(unsafe, theirs, weights)

    low, high = interval(_posts(asked, group), measure)
    gain = measure(np.ones(len(unsafe)))
    return f"{scores.name} above {beaten.name}, {group.name}: macro-F1 {gain:+.3f} ({low:+.3f} to {high:+.3f})"


def _posts(asked: Rows, group: Group) -> list[str]:
    return [asked.posts[int(place)] for place in np.flatnonzero(group.rows)]


if __name__ == "__main__":
    typer.run(main)
