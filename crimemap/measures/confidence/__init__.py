"""How people feel: what surveys and indicators say of an area, each share with its interval and where it came from."""

from __future__ import annotations

from crimemap.measures.confidence.gap import Gap, People, Unclear, Verdict, gaps_of
from crimemap.measures.confidence.picture import (
    Confidence,
    Overview,
    OverviewRow,
    Why,
    WiderRow,
    of_all,
    of_partnership,
)
from crimemap.measures.confidence.questions import Choice, Question, Topic, of_topic, questions
from crimemap.measures.confidence.recorded import Direction, Recorded
from crimemap.measures.confidence.shares import Difference, Movement, Share, difference, share, wilson
from crimemap.measures.confidence.similar import Similar, SimilarRow
from crimemap.measures.confidence.strands import Strand, Strands
from crimemap.measures.confidence.targets import Against, Trajectory
from crimemap.measures.confidence.waves import Broken, Series, Split, SplitWave, Step, Wave

__all__ = [
    "Against", "Broken", "Choice", "Confidence", "Difference", "Direction", "Gap", "Movement", "Overview",
    "OverviewRow", "People", "Question", "Recorded", "Series", "Share", "Similar", "SimilarRow", "Split", "SplitWave",
    "Step", "Strand", "Strands", "Topic", "Trajectory", "Unclear", "Verdict", "Wave", "Why", "WiderRow", "difference",
    "gaps_of", "of_all", "of_partnership", "of_topic", "questions", "share", "wilson",
]  # fmt: skip
