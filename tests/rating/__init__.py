"""People rate outputs: how projects are made, kept, shown and read."""
