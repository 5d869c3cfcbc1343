"""When Python looks for circles of values that nobody needs: in what a question left, never in all that is kept.

Nobody is answered while it looks, a microsecond for each value. Answers and pages leave no circles (`viz.one_page`), so
that looking again and again at a hundred thousand values that are kept finds nothing, and takes a tenth of a second.
"""

import gc

OFTEN = 10_000, 1_000, 1_000
"""Values made beyond those let go of after which it looks at the new ones, in the middle of a long answer, too; how
often until it looks at those left over from that as well, and at all."""


def begin() -> None:
    """Leave out what there is: libraries."""
    gc.freeze()
    gc.set_threshold(*OFTEN)


def look() -> None:
    """Look at what was made since the last time, and from now on no more at what of it is kept. O(what was made)."""
    gc.collect(0)
    gc.freeze()
