"""What a check found, told to people and to programs: text, JSON, CSV and one web page."""
