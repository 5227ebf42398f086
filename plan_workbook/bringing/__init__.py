"""Bringing in the plan that a council has today, in Word, Excel, PDF or CSV, as a register."""
