"""Test reports and raw records of water laboratories as Excel workbooks.

What is read
    *Reports*: a cover (report number, sample name, client, date of compiling), a page of
    sample information (sample number, place, days, standards, conclusion), result pages
    (number, item, unit, result, limit, method) and notes, on sheets of their own or
    together; several reports in a workbook and several samples in a report.
    *Raw records*: the sample register, result sheets with samples across or down, blanks,
    the sheet of completion and the list of methods.

How
    Every cell is read as a person sees it (``formats.cells``). A page consists of result
    tables, found by their heading, and labels with values beside them, found by what the
    labels say, not by where they stand. A cell that is neither is kept in
    ``intake-unplaced.csv``; a result line that cannot be read is a fault with its cell.
    Nothing is dropped and nothing is filled in, with these exceptions, each told in
    ``docs/intake.md``: what a sheet does not state where the contract requires a text
    reads 未注明; a day without a time of day is stored as its midnight; where no date of
    issue is printed the date of compiling stands for it, with a warning; an organisation
    without a credit code gets a derived one.
"""
