"""Every example, as the table on the page reads them."""
