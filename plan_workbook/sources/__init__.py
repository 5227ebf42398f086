"""Where workbooks are: folders, and URLs through fsspec. Files are listed and read there, never changed."""
