"""Routes translate and nothing else: parse, ask the desk, answer."""
