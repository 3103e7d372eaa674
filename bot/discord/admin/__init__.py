"""What an admin of a server sees: set up, status, a card to pin, reload, forget."""
