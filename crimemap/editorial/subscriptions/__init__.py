"""Letters about an area: asking for them, confirming, stopping, and that each month's and each change is queued once.

Nobody learns from a page whether an address is subscribed: what is to be said of that goes to the address itself.
"""

from crimemap.editorial.subscriptions.asking import WAITS, address_of, ask, asks_more, confirm, waiting
from crimemap.editorial.subscriptions.changing import Change, Follower, followers, forget_over, tell
from crimemap.editorial.subscriptions.keeping import UNREACHED, stop, stop_changes, stopping
from crimemap.editorial.subscriptions.links import Link, path_of, secret_of
from crimemap.editorial.subscriptions.models import PREFIX, ChangeTold, DigestSent, Subscription
from crimemap.editorial.subscriptions.sending import Counted, Enclosed, Wanted, counted, enclose, wanted

__all__ = [
    "PREFIX", "UNREACHED", "WAITS", "Change", "ChangeTold", "Counted", "DigestSent", "Enclosed", "Follower", "Link",
    "Subscription", "Wanted", "address_of", "ask", "asks_more", "confirm", "counted", "enclose", "followers",
    "forget_over", "path_of", "secret_of", "stop", "stop_changes", "stopping", "tell", "waiting", "wanted",
]  # fmt: skip
