"""Does the order beat a coin? The same measures on any table of exchanges, and on the user's own workspace."""
