"""The monthly letter about an area: asking for it, confirming, stopping, and that each month's is queued once.

Nobody learns from a page whether an address is subscribed: what is to be said of that goes to the address itself.
"""

from crimemap.editorial.subscriptions.asking import WAITS, address_of, ask, confirm, waiting
from crimemap.editorial.subscriptions.keeping import UNREACHED, stop, stopping
from crimemap.editorial.subscriptions.links import Link, path_of, secret_of
from crimemap.editorial.subscriptions.models import PREFIX, DigestSent, Subscription
from crimemap.editorial.subscriptions.sending import Counted, Enclosed, Wanted, counted, enclose, wanted

__all__ = [
    "PREFIX", "UNREACHED", "WAITS", "Counted", "DigestSent", "Enclosed", "Link", "Subscription", "Wanted",
    "address_of", "ask", "confirm", "counted", "enclose", "path_of", "secret_of", "stop", "stopping", "waiting",
    "wanted",
]  # fmt: skip
