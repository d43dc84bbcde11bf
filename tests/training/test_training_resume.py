"""What becomes of a run that is killed, whose numbers run away, or whose disk is full."""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from killed_stages import STEP
from safetensors.torch import load_file, save_file
from school import School
from taught_place import Place, make_place

from models.registry import WEIGHTS, Registry
from store import runs
from training.callback import COMPLETE
from training.errors import CannotWrite, Diverged, NoRoom
from training.fitting import last_checkpoint
from training.jobs import Job, do, prepare
from training.needs import needs, require_room
from training.run import run_task
from training.work import workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def killed(school: School, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Job]:
    """Every stage's job, killed with SIGKILL at its third step; it had made a checkpoint at the second."""
    folder = tmp_path_factory.mktemp("killed")
    recipe = replace(school.bench.recipe, work=folder / "work", checkpoint_steps=2)
    jobs = {stage: replace(job, recipe=recipe) for stage, job in school.jobs.items()}
    (folder / "jobs").write_bytes(pickle.dumps(list(jobs.values())))
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests/training'}"}
    script = str(ROOT / "tests/training/killed_stages.py")
    subprocess.run([sys.executable, script, str(folder / "jobs")], check=True, env=environment)
    return jobs


@pytest.mark.parametrize("stage", ["sft", "dpo", "kto", "dpo2"])
def test_a_killed_stage_goes_on_to_the_same_weights_and_the_same_curve(
    school: School, killed: dict[str, Job], stage: str
) -> None:
    job, heard = killed[stage], list[int]()
    begun = last_checkpoint(job.folder)
    assert begun is not None
    assert begun.name == f"checkpoint-{STEP - 1}"
    torn = job.folder / "checkpoint-4"
    shutil.copytree(begun, torn)
    (torn / COMPLETE).unlink()
    (torn / WEIGHTS).write_bytes(b"cut off in the")
    assert prepare(job) is None
    done = do(job, lambda _stage, done, _of: heard.append(done))
    assert heard[0] == STEP - 1, "it did not begin anew"
    assert (done.adapter / WEIGHTS).read_bytes() == (school.adapters[stage] / WEIGHTS).read_bytes()
    assert done.curve == school.course.curves[stage]
    again = prepare(job)
    assert again is not None, "what is finished is not done again"
    assert again.curve == done.curve


def test_what_another_job_left_is_no_beginning(school: School, tmp_path: Path) -> None:
    job = replace(school.jobs["dpo"], recipe=replace(school.bench.recipe, work=tmp_path, checkpoint_steps=2))
    assert prepare(job) is None
    (job.folder / "checkpoint-2").mkdir()
    (job.folder / "checkpoint-2" / COMPLETE).touch()
    assert prepare(job) is None
    assert last_checkpoint(job.folder) is not None
    withdrawn = replace(job, rows=job.rows[1:])
    assert prepare(withdrawn) is None
    assert last_checkpoint(job.folder) is None


def test_a_killed_run_goes_on_and_leaves_nothing_behind(place: Place) -> None:
    command = [sys.executable, "-m", "training", "run", "--task=im", "--json-progress", f"--config={place.config}"]
    place.config.write_text(place.config.read_text().replace("[training]", "[training]\ncheckpoint_steps = 2"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=place.config.parent, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        for line in process.stdout:
            if '"dpo"' in line and '"done": 0' not in line:
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL
    work = place.settings.training.work
    assert (work / "im/sft/adapter" / COMPLETE).exists()
    heard: list[tuple[str, int]] = []
    shop = replace(place.shop, progress=lambda stage, done, _of: heard.append((stage, done)))
    changed = place.settings.training.model_copy(update={"checkpoint_steps": 2})
    report = run_task(replace(shop, settings=replace(place.settings, training=changed)), "im")
    assert report.adapter
    assert not [step for stage, step in heard if stage == "sft"], "the first stage was done"
    assert not (work / "im").exists()


@pytest.fixture
def broken_base(tiny: Path, tmp_path: Path) -> Path:
    """The stand-in with one weight that is no number."""
    base = tmp_path / "broken"
    shutil.copytree(tiny, base)
    tensors = load_file(base / "model.safetensors")
    tensors["model.layers.1.mlp.down_proj.weight"][0, 0] = torch.nan
    save_file(tensors, base / "model.safetensors", metadata={"format": "pt"})
    return base


def test_a_loss_that_is_no_number_ends_the_run_and_the_incumbent_serves(broken_base: Path, tmp_path: Path) -> None:
    place = make_place(tmp_path, broken_base, posts=12)
    with place.db as db:
        with pytest.raises(Diverged, match=r"sft: the loss was nan at step 1 of \d+.*what served before serves on"):
            run_task(place.shop, "im")
        row = runs.last(db, "im")
        assert row is not None
        assert row.state == "failed"
        assert "training.sft.learning_rate" in row.report["why"]
    assert Registry(place.settings.models.registry).cards() == ()
    assert not (place.settings.training.work / "im").exists(), "to go on from there would be to fail again"


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Inside the block no file of this process grows beyond so many bytes: writes fail as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [100_000, 1_200_000], ids=["adapter", "optimiser"])
def test_a_full_disk_is_one_line_and_the_next_run_goes_on(school: School, tmp_path: Path, size: int) -> None:
    recipe = replace(school.bench.recipe, work=tmp_path, checkpoint_steps=2)
    job = replace(school.jobs["dpo"], recipe=recipe)
    assert prepare(job) is None
    with files_end_at(size), pytest.raises(CannotWrite, match=r"dpo: cannot write to .*MiB are free there") as error:
        do(job, lambda *_: None)
    assert "\n" not in str(error.value)
    assert last_checkpoint(job.folder) is None, "half a checkpoint is none"
    assert prepare(job) is None
    done = do(job, lambda *_: None)
    assert (done.adapter / WEIGHTS).read_bytes() == (school.adapters["dpo"] / WEIGHTS).read_bytes()


def test_a_workspace_outlives_a_full_disk_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite), workspace(tmp_path / "a"):
        raise CannotWrite("dpo", tmp_path, "No space left on device", free=0)
    assert (tmp_path / "a").exists()
    with pytest.raises(Diverged), workspace(tmp_path / "a"):
        raise Diverged("dpo", "loss", float("inf"), step=1, of=2)
    assert not (tmp_path / "a").exists()


def test_it_says_beforehand_what_it_needs_and_what_there_is(
    school: School, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = replace(school.bench.recipe, work=tmp_path)
    found = needs(tiny, recipe, tokens=200)
    adapter = (school.adapters["sft"] / WEIGHTS).stat().st_size
    assert adapter * 5 < found.disk < adapter * 5 + 2**25
    assert needs(tiny, replace(recipe, batch=8), tokens=400).work > 3 * (found.work - 2**29)
    require_room(tiny, recipe, tokens=200)
    huge = replace(recipe, batch=1024)
    says = r"needs about [\d.]+ GiB of memory on cpu .* 1024 rows of 90000 tokens.* are free"
    with pytest.raises(NoRoom, match=says) as error:
        require_room(tiny, huge, tokens=90_000)
    assert "\n" not in str(error.value)
    monkeypatch.setattr("training.needs.shutil.disk_usage", lambda _folder: SimpleNamespace(free=2**20))
    with pytest.raises(NoRoom, match=r"needs about \d+ MiB of disk in .*, and 1 MiB are free: make room, or set"):
        require_room(tiny, recipe, tokens=200)
