"""Select what to draw, style it, write the page."""
