"""How strong a tie is, and the calibrated probability that it still carries."""
