"""What the page draws, as SVG and HTML."""
