"""What people write in channels, forums and direct messages, and what goes back to them."""
