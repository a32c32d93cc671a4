"""What people write, and the rules on it: convictions, Community Payback, nominations, good news.

`vault`, `database` and `keys` hold it; `people` says who may do what; `audit` writes down who did; `pieces` are what
two people publish, by the calls of `publishing`. The other modules are the kinds of piece and what goes with them.
"""
