"""The command line: reads what the user typed, calls `handouts.build`, prints what came of it.

Each command is a module that is imported when its command runs, so that ``handouts --help``
imports none of them. Only `handouts.cli.console` prints, and only `handouts.cli` reads the clock.
"""
