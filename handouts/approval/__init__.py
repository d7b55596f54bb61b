"""Approval: what a clinic has approved, whether that still holds, and which sheet of paper is which.

`words` lists what a handout says, line by line, and its digest. `record` reads and writes the approvals
beside a content file, a chain of records. `standing` judges them: an approval holds for the very words,
topic, language and clinic that it was given for, and a draft is all that has none. `compare` tells what
changed since, `printed` gives each version of a page its short id.

A chain of digests without a secret shows a record that was edited, cut, removed from the middle or moved. It cannot
show a chain that somebody wrote anew as a whole, nor that the newest records were taken away (then less is
approved, never more): version control does, and keeps who did it.
"""

from __future__ import annotations
