"""Documents of made-up councils in layouts that nobody fitted the readers to, with what is in them."""
