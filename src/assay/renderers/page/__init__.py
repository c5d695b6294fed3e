"""The report as one page of HTML, on the screen and on paper."""
