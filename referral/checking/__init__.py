"""Reading a draft before it is sent: the six practices found or missing, and wording that weighs on the reader."""
