"""The pages in the browser, over the real server."""
