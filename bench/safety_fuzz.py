"""Odd texts for the safety classifier, by atheris where it is installed: `python -m bench.safety --fuzz 60`.

Atheris changes a text a little at a time and keeps what reaches new code. A run ends well when nothing was raised,
every span lies within the reply, every probability within 0 and 1, and no single reply took long. A text that breaks
one of these is left in bench-out/fuzz as a file `crash-*` or `timeout-*`.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console

from models.protocols import Post, SafetyClassifier, SafetyRules, Verdict

console = Console()
SLOWEST_S = 10
"""One reply of `LONGEST` bytes may take so long under the fuzzer's instruments."""
LONGEST = 4096
SEED = 1
STARTS = (
    "Please don't k1ll y0urself, you aren't a b u r d e n.",
    "> ki\u200bll yourself\n\nI would never say that. DM me on dis\u0441ord, or see [here](https://a.example/x).",
    "Als Mann muss man da durch. 你还好吗？ 😀😀 W.E.A.K   ｆｕｌｌ ⓦⓘⓓⓣⓗ",
)
"""Texts to start from: disguises, quotes, links, other scripts."""


def fuzz(seconds: int, out: Path) -> int:
    """Try odd texts for so long, in a process of its own, since libFuzzer ends the one it runs in; its exit status."""
    if find_spec("atheris") is None:
        console.print("--fuzz needs atheris, on Linux or macOS: pip install atheris", style="red")
        return 2
    return subprocess.run([sys.executable, "-m", "bench.safety_fuzz", str(seconds), str(out)], check=False).returncode


def _run(seconds: int, out: Path) -> None:
    atheris: Any = import_module("atheris")
    corpus = out / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(STARTS):
        (corpus / f"start-{number}").write_text(text, encoding="utf-8")
    with atheris.instrument_imports(include=["models.safety"]):
        safety = import_module("models.safety")
    classifier: SafetyClassifier = safety.RulesClassifier()
    console.print(_machine(), style="dim")
    # libFuzzer ends the process itself, so the last words are its own: it prints the number of runs.
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST}",
            f"-timeout={SLOWEST_S}",
            f"-seed={SEED}",
            f"-artifact_prefix={out}{os.sep}",
            "-print_final_stats=1",
            str(corpus),
        ],
        lambda data: try_bytes(classifier, data),
    )
    atheris.Fuzz()


def try_bytes(classifier: SafetyClassifier, data: bytes) -> None:
    """Judge the bytes as a reply, the second half of them as its post, and as a machine's text if the last is odd."""
    reply = data.decode("utf-8", errors="replace")
    post = Post("", reply[len(reply) // 2 :])
    rules = SafetyRules(allowed=(reply[:5],) if reply[:5].strip() else (), is_machine_text=bool(data and data[-1] % 2))
    check(classifier.judge(post, reply, rules), reply)
    classifier.crisis(post)


def check(verdict: Verdict, reply: str) -> None:
    """Raise `AssertionError` unless a moderator could be shown this verdict."""
    for span in verdict.spans:
        if not 0 <= span.start < span.end <= len(reply):
            raise AssertionError(f"{span.evidence} points outside of the reply")
    for hazard, probability in verdict.probabilities.items():
        if not 0.0 <= probability <= 1.0:
            raise AssertionError(f"{hazard} has the probability {probability}")


def _machine() -> str:
    return f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}, atheris {version('atheris')}"


if __name__ == "__main__":
    _run(int(sys.argv[1]), Path(sys.argv[2]))
