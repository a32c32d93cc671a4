"""Questions asked of a release: each takes a typed query and answers with labelled Figures.

One file per subject. `crime` counts what was recorded; `intervals` says how far chance reaches; `definitions` holds
what is measured, as reviewed data.
"""
