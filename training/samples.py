"""What an evaluation wrote, as the rows that raters and reports read later. They go into the store and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.rows import SampleRow
from training.dialogues import Dialogue
from training.evaluation.texts import PEOPLES
from training.imported import is_imported


def sample_rows(
    asked: Sequence[Dialogue],
    texts: Mapping[str, Sequence[str]],
    *,
    run: str,
    names: Mapping[str, str],
    at_utc: float,
) -> list[SampleRow]:
    """A row for each text that is not empty and of our own posts: imported sets stay out of the store.

    `names` says which adapter `candidate` and `compared` are.
    """
    return [
        SampleRow(
            post=one.pair.post,
            system=names.get(system, system),
            text=text,
            created_utc=at_utc,
            run=run,
            reply=one.pair.texts[0] if one.pair.texts and (system in PEOPLES or one.pair.draft) else "",
            draft=one.pair.draft,
        )
        for system, written in texts.items()
        for one, text in zip(asked, written, strict=True)
        if text.strip() and not is_imported(one.pair.post)
    ]
