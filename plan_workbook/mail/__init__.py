"""Messages with attachments: addresses, drafts for a mail program, sending through a server, the record of what went.

Nothing here knows what a plan says, how a workbook is written, or who sits at the terminal.
"""
