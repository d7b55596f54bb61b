"""What a handout costs to make, here and with other engines: ``python -m tests.benchmarks``.

Run it from the checkout after ``pip install '.[bench]'``. It prints one table from one run; nothing
here asserts a time.

How it is measured
    The shipped topic that is nearest to four pages is set by every engine in the same fonts, sizes,
    boxes and tables (`lower`, `simple`, one ``with_…`` module for each engine). No sentence
    stands in two documents of a run (`variants`), so no engine gains by keeping results. An engine
    lives in a process of its own, warm, on one core (`worker`); rounds go through all engines in
    turn, each setting one document uncounted and one counted, and ratios are taken within a round
    (`measure`). Time is the process's CPU time, all
    threads. Every PDF is read back with PDFium: one that lacks a word ends the run (`words`).

In favour of the peers
    Their sources (Typst markup, HTML, markup of each paragraph, fpdf2's heights of boxes) are made
    before the clock starts; for this project the clock runs from the YAML file on. They draw no
    icons, logo, rings or rails, break lines anywhere (``4 hours`` may be torn apart) and keep fewer
    things together. Platypus and fpdf2 write no tags, and none of them writes PDF/A.

In favour of this project
    Words that recur between documents are shaped once per process; the lines below the
    table tell how many of the words are new in each document. Fonts are embedded as fixed subsets, prepared once per
    process, where the peers subset for each document. Reading the clinic, the language and the
    layout is not in its time: a batch does so once. fpdf2 must read its fonts for each document,
    since its API cannot share them.
"""
