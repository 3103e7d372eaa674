"""One module a step; a new step names the one before it in ``down_revision``."""
