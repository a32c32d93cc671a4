"""How people feel: what surveys and indicators say of an area, each share with its interval and where it came from."""

from __future__ import annotations

from crimemap.measures.confidence.questions import Question, Topic, of_topic, questions
from crimemap.measures.confidence.shares import Difference, Movement, Share, difference, share, wilson

__all__ = [
    "Difference", "Movement", "Question", "Share", "Topic", "difference", "of_topic", "questions", "share", "wilson",
]  # fmt: skip
