"""How fast the local engine is, and what it costs, beside plain `generate`.

    python -m bench.engines                     the stand-in model, some seconds
    python -m bench.engines --shape 0.5b        a random-weight model of Qwen2.5-0.5B's shape, some minutes on two cores
    python -m bench.engines --shape FOLDER      any model of yours
    python -m bench.engines --engine plain --engine llama      only these; `llama` where its extra is installed

Each engine runs in a process of its own, so that its peak memory is its own. Random weights write nonsense, and take
exactly as long as sense would.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bench.engine_runs import ENGINES, LLAMA_ENGINES, Figures, Plan, make_gguf, make_model, measure
from models.llama.naming import CannotConvert

console = Console()
progress = Console(stderr=True)


def main(
    shape: Annotated[str, typer.Option(help="`tiny`, `0.5b`, or a model's folder.")] = "tiny",
    requests: Annotated[int, typer.Option(help="Asked at once.")] = 8,
    words: Annotated[int, typer.Option(help="Words of each prompt.")] = 80,
    tokens: Annotated[int, typer.Option(help="Tokens written for each, unless the model ends its turn.")] = 48,
    threads: Annotated[int, typer.Option(help="CPU threads; with other work on the machine, 1 is quicker than 2.")] = 1,
    dtype: Annotated[str, typer.Option(help="float32, bfloat16 or float16.")] = "float32",
    device: Annotated[str, typer.Option(help="cpu or cuda.")] = "cpu",
    engine: Annotated[
        list[str] | None, typer.Option(help=f"One of {', '.join((*ENGINES, *LLAMA_ENGINES))}; again for more.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    measured: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Measure each engine and print machine, versions and a table."""
    if measured:
        name, _, plan_json = measured.partition(" ")
        console.print(json.dumps(asdict(measure(name, Plan(**json.loads(plan_json))))), soft_wrap=True, highlight=False)
        return
    with tempfile.TemporaryDirectory(prefix="sidelight-bench-") as scratch:
        folder = make_model(shape, Path(scratch))
        plan = Plan(str(folder), requests, words, tokens, threads, dtype, device)
        figures = []
        for name in engine or _engines_here(device):
            try:
                figures.append(_measure_apart(name, make_gguf(name, plan, Path(scratch))))
            except CannotConvert as error:
                progress.print(f"left out {name}: {error}", highlight=False)
    if as_json:
        told = {
            "machine": machine(),
            "plan": {**asdict(plan), "folder": shape},
            "figures": [asdict(one) for one in figures],
        }
        console.print_json(json.dumps(told))
    else:
        _show(shape, plan, figures)


def _engines_here(device: str) -> tuple[str, ...]:
    """All that can be measured: the llama engine computes on the CPU, and only where it was compiled."""
    return (*ENGINES, *LLAMA_ENGINES) if device == "cpu" and find_spec("llama_cpp") else ENGINES


def machine() -> dict[str, str]:
    """What the figures were taken on."""
    import torch

    cpu = next(
        (line.split(":")[1].strip() for line in _cpu_lines() if line.startswith("model name")), platform.machine()
    )
    gpu = torch.cuda.get_device_name() if torch.cuda.is_available() else "none"
    names = ("torch", "transformers", "peft", *(["llama-cpp-python"] if find_spec("llama_cpp") else []))
    libraries = {name: version(name) for name in names}
    return {"cpu": f"{cpu}, {os.cpu_count()} cores", "gpu": gpu, "python": platform.python_version(), **libraries}


def _cpu_lines() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return []


def _measure_apart(engine: str, plan: Plan) -> Figures:
    progress.print(f"measuring {engine} …", highlight=False)
    command = [sys.executable, "-m", "bench.engines", "--measured", f"{engine} {json.dumps(asdict(plan))}"]
    environment = {**os.environ, "OMP_NUM_THREADS": str(plan.threads), "TOKENIZERS_PARALLELISM": "false"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return Figures(**json.loads(done.stdout.splitlines()[-1]))


def _show(shape: str, plan: Plan, figures: list[Figures]) -> None:
    console.print(", ".join(f"{name} {told}" for name, told in machine().items()), highlight=False)
    console.print(
        f"{shape}, {plan.dtype} on {plan.device}, {plan.threads} threads: {plan.requests} prompts of "
        f"{plan.prompt_words} words at once, up to {plan.tokens} tokens each",
        highlight=False,
    )
    table = Table("engine")
    for heading in ("tokens/s", "× plain", "1st token s", "load s", "MiB", "GPU MiB"):
        table.add_column(heading, justify="right")
    plain = next((one.tokens_a_second for one in figures if one.engine == "plain"), None)
    for one in figures:
        table.add_row(
            one.engine,
            f"{one.tokens_a_second:.1f}",
            f"{one.tokens_a_second / plain:.2f}" if plain else "",
            f"{one.first_token_s:.3f}",
            f"{one.load_s:.1f}",
            f"{one.peak_mib:.0f}",
            f"{one.gpu_mib:.0f}" if one.gpu_mib else "",
        )
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
