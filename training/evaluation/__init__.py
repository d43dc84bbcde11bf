"""What may be claimed of an adapter: preferences, texts, ratings, and how far votes can be trusted.

`evaluation` is the tree of everything found, `preference` and `slices` speak of held-out pairs, `suite` of what models
write; `catalogue` holds the table of every measure with its unit, definition and source. Always paired, always with
intervals that draw whole posts. Nothing here imports torch.
"""

from training.evaluation.evaluation import Evaluation, Written, describe, evaluate
from training.evaluation.preference import Compared, PairScore, Scores
from training.evaluation.slices import Gap, Slice, vote_gaps
from training.evaluation.suite import Speed, Suite

__all__ = [
    "Compared",
    "Evaluation",
    "Gap",
    "PairScore",
    "Scores",
    "Slice",
    "Speed",
    "Suite",
    "Written",
    "describe",
    "evaluate",
    "vote_gaps",
]
