"""Rating in the browser: a rater's page, and the overview of whoever runs it."""
