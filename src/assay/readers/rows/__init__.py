"""From the rows of a table to examples: values to texts, names to roles, columns to one set of examples."""
