"""What a handout costs to make, here and with other engines: ``python -m tests.benchmarks``.

Run it from the checkout after ``pip install '.[bench]'``. It prints one table from one run; nothing
here asserts a time.

How it is measured
    The shipped topic that is nearest to four pages is set by every engine in the same fonts, sizes,
    boxes and tables (`lower`, `simple`, one ``with_…`` module for each engine). No sentence with a
    long word stands in two documents of a run (`variants`), so no engine gains by keeping results.
    An engine lives in a process of its own, warm, on one core (`worker`). Rounds go through all
    engines in turn, each setting one document uncounted and one counted, and ratios are taken
    within a round (`measure`). Time is the CPU time of the process, all its threads together. Every
    PDF is read back with PDFium: one that lacks a word or has another font ends the run (`words`).

In favour of the peers
    Their sources (Typst markup, HTML, the markup of each paragraph, the heights of fpdf2's boxes)
    are made before the clock starts; for this project it runs from the YAML file on. They draw no
    icons, logo, rings or rails, may break a line between a number and its unit, and keep fewer
    things together. Platypus and fpdf2 write no tags. None of them is asked for PDF/A.

In favour of this project
    A word that recurs in another document is shaped once per process; the lines below the table
    tell how many of a document's words stand in no other. Fonts are embedded as fixed subsets,
    prepared once per process, where the peers make one for each document. The clinic, the language
    and the layout are read once, as in a batch. fpdf2 must read its fonts for each document, since
    its API cannot share them, and WeasyPrint may lack the system's faster subsetter.
"""
