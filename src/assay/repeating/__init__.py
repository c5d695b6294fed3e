"""The same training under several seeds: each run started, watched, recorded, and its predictions found."""
