"""The plan as it was read, and pure arithmetic on single indicators and actions."""
