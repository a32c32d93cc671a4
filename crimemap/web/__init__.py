"""Pages, one file per audience: public now; newsroom, meetings, api and feeds with later issues.

Under them stand forms (what a visitor sent, typed) and errors; under those site (how an answer is made).
"""
