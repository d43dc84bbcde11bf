"""Reply safety, measured: `python -m bench.safety [--threads FILE] [--diasafety FOLDER] [--fuzz 60]`.

Always: our functional suite, hazard by functionality, what it flags of the replies that only look unsafe, what its
probabilities are worth, and the three older suites. With real counselling threads: how often real, well-meant replies
raise an alarm. With DiaSafety: how far labels that others gave to other harms can be told apart. Last the speed.
Everything beside a plain word list. Sums only: whoever reads which case fails has spent it.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.safety_alarms import alarm_table, by_evidence, excerpts, judge_replies, real_replies
from bench.safety_detoxify import BERT, ratio_table
from bench.safety_diasafety import diasafety_table
from bench.safety_fuzz import fuzz
from bench.safety_reliability import plot, reliability_table
from bench.safety_speed import PEER, measure, shortened, speed_table
from bench.safety_suite import load_folder
from bench.safety_tables import TESTS, judge_suite, lookalike_table, older_table, unsafe_table
from bench.safety_voices import VOICES, Voice
from bench.stage import machine
from models.protocols import Post, SafetyClassifier
from models.safety import load_classifier

plain = Console()
# A table of nine functionalities is wider than the eighty columns that a pipe is given.
console = plain if plain.is_terminal else Console(width=160)
FUZZED = Path("bench-out/fuzz")
LIBRARIES = ("numpy", "scikit-learn", "onnxruntime", "torch", "transformers")


def main(
    threads: Annotated[Path | None, typer.Option(help="JSON lines of real threads: id, title, body, replies.")] = None,
    diasafety: Annotated[Path | None, typer.Option(help="Folder with DiaSafety's train.json and val.json.")] = None,
    detoxify: Annotated[Path | None, typer.Option(help="Folder with a Detoxify checkpoint, to hear it too.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Measure only these classifiers; may be repeated.")] = None,
    beside_bert: Annotated[bool, typer.Option(help="Also the speed of Detoxify's network, and the ratios.")] = False,
    show: Annotated[str, typer.Option(help="Print what rules of this name found in the threads.")] = "",
    plot_file: Annotated[Path | None, typer.Option("--plot", help="Draw the reliability there, as SVG.")] = None,
    fuzz_s: Annotated[int, typer.Option("--fuzz", help="Only try odd texts on the rules, so many seconds.")] = 0,
) -> None:
    """Measure, and print each figure beside the word list's."""
    if fuzz_s:
        raise typer.Exit(fuzz(fuzz_s, FUZZED))
    voices = _chosen(only or (), detoxify)
    classifiers = {voice.name: voice.make() for voice in voices}
    _show_suite(classifiers, plot_file)
    pairs = None if threads is None else _show_threads(voices, classifiers, threads, show)
    if diasafety is not None:
        console.print(diasafety_table(classifiers, diasafety))
    what = f"{len(pairs)} real replies" if pairs else "the suite's replies"
    pairs = pairs or [(f.post, reply) for f in load_folder(TESTS / "safety" / "suite") for reply in f.replies]
    speeds = {voice.name: measure(voice, pairs) for voice in (*voices, *((BERT,) if beside_bert else ()))}
    console.print(speed_table(speeds, what), *(("", ratio_table(speeds)) if beside_bert else ()), sep="\n")
    if threads is not None:
        short = {voice.name: measure(voice, shortened(pairs)) for voice in voices}
        console.print("", speed_table(short, f"the same, cut to at most {PEER} characters as peers write"), sep="\n")
    console.print(f"{machine()}{''.join(_installed())}", style="dim")


def _chosen(only: list[str] | tuple[()], detoxify: Path | None) -> tuple[Voice, ...]:
    voices = VOICES if detoxify is None else (*VOICES, Voice("with detoxify", partial(load_classifier, detoxify)))
    if unknown := set(only) - {voice.name for voice in voices}:
        raise typer.BadParameter(f"no classifier is called {', '.join(sorted(unknown))}")
    return tuple(voice for voice in voices if not only or voice.name in only)


def _show_suite(classifiers: dict[str, SafetyClassifier], plot_file: Path | None) -> None:
    judged = {name: judge_suite(classifier) for name, classifier in classifiers.items()}
    for name, cases in judged.items():
        console.print(unsafe_table(name, cases), "")
    console.print(lookalike_table(judged), "")
    for name, cases in judged.items():
        console.print(reliability_table(name, cases), "")
    console.print(older_table(classifiers), "")
    if plot_file is not None:
        try:
            plot(judged, plot_file)
        except ModuleNotFoundError:
            console.print("--plot needs matplotlib: pip install matplotlib", style="red")
            raise typer.Exit(2) from None
        console.print(f"Drawn: {plot_file}")


def _show_threads(
    voices: tuple[Voice, ...], classifiers: dict[str, SafetyClassifier], file: Path, show: str
) -> list[tuple[Post, str]]:
    only_held_out = any(voice.is_fitted for voice in voices)
    pairs = real_replies(file, only_held_out=only_held_out)
    posts = list(dict.fromkeys(post for post, _ in pairs))
    judged = {name: judge_replies(classifier, pairs) for name, classifier in classifiers.items()}
    tiers = {name: Counter(c.crisis(post).value for post in posts) for name, c in classifiers.items()}
    part = "of questions that nothing was fitted on" if only_held_out else "all of them"
    console.print(alarm_table(judged, tiers, f"Alarms on {len(pairs)} real counsellors' replies, {part}"), "")
    for name, rows in judged.items():
        if show:
            console.print(*excerpts(rows, show), sep="\n")
        else:
            console.print(f"What spoke, {name}: {by_evidence(rows)}", "")
    return pairs


def _installed() -> list[str]:
    """The libraries that a classifier may stand on, as far as they are here."""
    found = []
    for library in LIBRARIES:
        try:
            found.append(f", {library} {version(library)}")
        except PackageNotFoundError:
            continue
    return found


if __name__ == "__main__":
    typer.run(main)
