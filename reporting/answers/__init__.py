"""Answers to questions, as from the parliament: plain Danish with numbered footnotes, and files.

Everything is told as a reader outside sees it, so that everybody gets the same.
"""
