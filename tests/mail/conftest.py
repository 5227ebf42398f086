"""The mail server that tests send through."""

from mail_server import authority, ca_file, mail_server, serve

__all__ = ["authority", "ca_file", "mail_server", "serve"]
