"""Batch: a whole department in one run, that rebuilds only what changed and can be stopped at any moment.

`rebuild` takes a `handouts.build.Plan`, leaves every file alone that is made of the same things as before, builds
the others in worker processes, and keeps ``output/manifest.json`` true. `verify` holds the output folder against it.

On which processes or computers it builds is an `Executor`, and where files go is an `handouts.batch.output.Output`.

The records of a run in a folder stand in ``output/.handouts``: the lock, the journal, and the digests of files seen
before.
"""

from __future__ import annotations
