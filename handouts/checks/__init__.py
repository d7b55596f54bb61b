"""Checks: what a reviewer would say of the words, numbers and promises of a handout.

A check is one decorated function, in the module of its field; `registry` knows them all. Checks see
loaded content as patients read it (`Subject`), and say what they found (`Hit`); codes, severities,
settings and allow lists are put to it by `run`.
"""
