"""NetworkX's functions on the engine's graph: the signatures, results, orders and exceptions of NetworkX.

Where an argument is outside what the engine does (a weight that is no number, say), they raise NotImplementedError,
upon which NetworkX takes its own function if it is allowed to.
"""
