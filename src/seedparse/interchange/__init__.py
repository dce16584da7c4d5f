"""Records in the forms of other tools: their types as a tree, the schemas that tools read, other record formats."""
