"""The workspace: projects and their rounds, runs side by side, evaluation in the browser, and the interface."""
