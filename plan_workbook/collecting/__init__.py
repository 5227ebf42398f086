"""Take what comes back into the master: what only a lead changed, and nothing anybody typed is lost."""
