"""Tools that check records and dumps for people."""
