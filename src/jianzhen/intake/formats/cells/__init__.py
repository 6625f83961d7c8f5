"""Workbooks as a person sees them: every cell with the text its number format shows.

A laboratory report says ``0.70`` where the file stores 0.7 and a format of two decimals;
the trailing zero is evidence. Fast readers return the stored number only, so report
formats read cell by cell here: ``open_book`` for .xlsx and .xls alike.
"""

from jianzhen.intake.formats.cells.model import Book, BookError, Cell, Sheet
from jianzhen.intake.formats.cells.opening import open_book

__all__ = ["Book", "BookError", "Cell", "Sheet", "open_book"]
