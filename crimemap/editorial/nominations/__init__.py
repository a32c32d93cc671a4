"""Nominations for Community Payback: from a visitor without an account to a yes, a no with its reason, and done.

`receiving` takes them in, `working` is what staff do, `asking` what is asked of them, `keeping` how long what is
personal stays; `book` is how they are judged. The order of a nomination: received → checked → scored → accepted or
declined → scheduled → done.
"""

from crimemap.editorial.nominations.asking import (
    Order,
    Step,
    Taken,
    days_so_far,
    get,
    late,
    letters,
    listed,
    pictures,
    queue,
    readable_by,
    steps,
    times,
)
from crimemap.editorial.nominations.book import MOST, Book, book
from crimemap.editorial.nominations.keeping import (
    AFTER_THE_END,
    AT_MOST,
    UPLOAD_KEPT,
    drop_unfinished,
    due_for_erasure,
    erase,
    erase_at,
    gone_by,
)
from crimemap.editorial.nominations.models import (
    OVER,
    WAITING,
    Contact,
    Nomination,
    NominationLetter,
    NominationPicture,
    NominationSaid,
    Removal,
    State,
    Typed,
)
from crimemap.editorial.nominations.receiving import (
    MOST_PICTURES,
    PURPOSE,
    Place,
    by_receipt,
    drop_pictures,
    keep_picture,
    kept_pictures,
    receipt_of,
    receive,
)
from crimemap.editorial.nominations.working import (
    accept,
    check,
    confirm,
    decline,
    finish,
    look_at_contact,
    new_letter_token,
    remove,
    schedule,
    score,
    typed_of,
    write_to,
)

__all__ = [
    "AFTER_THE_END", "AT_MOST", "MOST", "MOST_PICTURES", "OVER", "PURPOSE", "UPLOAD_KEPT", "WAITING", "Book",
    "Contact", "Nomination", "NominationLetter", "NominationPicture", "NominationSaid", "Order", "Place",
    "Removal", "State", "Step", "Taken", "Typed", "accept", "book", "by_receipt", "check",
    "confirm", "days_so_far", "decline", "drop_pictures", "drop_unfinished", "due_for_erasure", "erase",
    "erase_at", "finish", "get", "gone_by", "keep_picture", "kept_pictures", "late", "letters", "listed",
    "look_at_contact", "new_letter_token", "pictures", "queue", "readable_by", "receipt_of",
    "receive", "remove", "schedule", "score", "steps", "times", "typed_of", "write_to",
]  # fmt: skip
