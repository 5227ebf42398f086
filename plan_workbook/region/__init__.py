"""Where many plans are, worked out once from the tables of a store, and told as a workbook and as a web page."""
