"""Readers, one file per publisher's format: a declared schema out, and what was wrong with the file.

They say what a file holds and refuse what cannot be read; what may be shown, and where a row
belongs, is decided by the rooms after this one.
"""
