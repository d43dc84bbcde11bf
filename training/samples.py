"""What an evaluation wrote, as the rows that raters and reports read later. They go into the store and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.rows import PairRow, SampleRow
from training.candidates import MACHINE
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
            reply=reply,
            draft=one.pair.draft,
        )
        for system, written in texts.items()
        for one, text in zip(asked, written, strict=True)
        if text.strip() and not is_imported(one.pair.post) and (reply := _reply(one.pair, system)) is not None
    ]


def _reply(pair: PairRow, system: str) -> str | None:
    """Whose words are in such a text: the drafter's, the chosen reply's, or nobody's.

    None where the chosen text is a model's, which raters once preferred: no person wrote it, and it is stored already.
    """
    if pair.draft:
        return pair.texts[0]
    if system not in PEOPLES:
        return ""
    return None if pair.author == MACHINE else pair.texts[0]
