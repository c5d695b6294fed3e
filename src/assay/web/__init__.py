"""Pages in the browser: rating, and whoever runs it."""
