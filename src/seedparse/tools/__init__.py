"""What reads records and dumps for people."""
