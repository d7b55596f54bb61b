"""Merge: one personal copy of a handout for each row of a list.

`table` reads the file, `columns` and `cells` say what may stand in it, `planning` turns rows into requests, `making`
builds them, `copies` keeps count of them in the manifest.

What a row says of a person reaches the page of its copy and nothing else. Messages name the line and the column of the
list, never what stands there.
"""

from __future__ import annotations
