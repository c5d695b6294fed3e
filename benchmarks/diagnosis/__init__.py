"""Does Assay find what is wrong? Faults are planted where they arise, in data, training and decoding of models."""
