"""Files of every kind become one stream: sheets with known headings and batches of cells."""
