"""What happens with nobody watching: the outbox, and what is due."""
