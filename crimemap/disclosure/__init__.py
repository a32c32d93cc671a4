"""What may be shown: which columns of a publisher's record enter a release, and what identifies people in a text."""

from crimemap.disclosure.released import FINEST as FINEST
from crimemap.disclosure.released import OUTCOMES_RELEASED as OUTCOMES_RELEASED
from crimemap.disclosure.released import RELEASED as RELEASED
from crimemap.disclosure.released import may_be_shown as may_be_shown
