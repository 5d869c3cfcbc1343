"""What the network is, and everything computed on it."""
