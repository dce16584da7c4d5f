"""The questions of the table in `roles`: functions of the context and a paragraph, without side effects."""
