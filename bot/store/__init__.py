"""What must outlive a restart: how a server has set the desk up, and which answer belongs to which question."""
