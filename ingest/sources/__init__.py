"""What is not LinkedIn's: calendars, mail, contact cards, lists and graphs, each told by its content and read whole."""
