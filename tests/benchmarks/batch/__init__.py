"""What two hundred different handouts cost: ``python -m tests.benchmarks.batch``.

One table from one run; nothing here asserts a time. ``--memory 10000`` draws the memory of the workers over so many
handouts in place of it.

How it is measured
    The same distinct four-page documents (`documents`) for every engine. In each round the quick engines set all of
    them, one engine right after the other, and the next round begins with another one; ratios are taken within a round
    and their median is shown. What takes minutes (`SLOW`) sets them once, in the first round. A tenth of the PDFs is
    read back with PDFium: one that lacks a word or has another font ends the run.

What counts for this project
    Everything: ``handouts build`` as a user starts it, from the start of Python to its end, all processes together,
    system time too. Files and clinic are read and validated, fingerprints made, pages laid out and tagged, each file
    flushed to the disk, journal and manifest written.

What counts for the peers
    Compiling alone, in one warm process on one core, all its threads and processes together. Their start, their sources
    and saving their files are free. LibreOffice is the exception: one call turns finished .docx files into PDF, so its
    start counts too, as this project's does.

Memory
    The most that all processes of an engine held together, a page that several share counted once; for engines in a
    Python process of their own the peak of that process.
"""
