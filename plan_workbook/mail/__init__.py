"""Messages with attachments: recipients, drafts for a mail program, sending through a server, and the record of it.

Nothing here knows a plan's content, how a workbook is written, or that there is a terminal.
"""
