"""Report: how a department's handouts stand, on one page.

`gather` collects what is known of each handout, `history` compares it with the last report, and `page` writes one HTML
file that needs nothing but itself: no network, no other file, and no script to be read.
"""
