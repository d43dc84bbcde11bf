"""Several processes on one run, as they would be on several GPUs; here they are two, on the CPU."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from taught_place import Place, make_place

from store import runs
from training.report import Report

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_processes_make_one_run_and_learn_the_same(taught: tuple[Place, Report], tmp_path: Path) -> None:
    _, alone = taught
    place = make_place(tmp_path, Path(taught[0].settings.models.local.base), posts=28)
    with place.db as db:
        launcher = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
        command = [*launcher, "-m", "training", "run", "--task=im", "--json", f"--config={place.config}"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        (report,) = json.loads(ended.stdout)
        (row,) = runs.everything(db)
    assert (row.state, row.adapter) == (report["state"], report["adapter"])
    assert [card.id for card in place.shop.registry.cards()] == [report["adapter"]]
    for stage, curve in alone.curves.items():
        together = report["curves"][stage]
        assert len(together) == len(curve), "so many rows a step, however many processes"
        assert together[0]["loss"] == pytest.approx(curve[0]["loss"], rel=0.05)
        assert together[-1]["loss"] == pytest.approx(curve[-1]["loss"], rel=0.25)
    gain = report["evaluation"]["accuracy"]["implicit"]["candidate"]["mean"]
    assert alone.evaluation is not None
    assert gain == pytest.approx(alone.evaluation.accuracy["implicit"].candidate.mean, abs=0.1)


def test_accelerate_reads_the_file_for_many_gpus() -> None:
    from accelerate.commands.config.config_args import ClusterConfig

    path = ROOT / "training/fsdp.yaml"
    read = ClusterConfig.from_yaml_file(path)
    told = yaml.safe_load(path.read_text())
    assert (str(read.distributed_type), read.mixed_precision) == ("DistributedType.FSDP", "bf16")
    assert read.fsdp_config == told["fsdp_config"]
    from accelerate.commands.launch import launch_command_parser

    known = {action.dest for action in launch_command_parser()._actions}
    assert set(told["fsdp_config"]) <= known, "a misspelt key would be passed over in silence"
