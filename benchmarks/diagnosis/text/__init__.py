"""Text of our own in two languages: what customers write to a shop, and what they are answered."""
