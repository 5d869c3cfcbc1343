"""A Neo4j server as the shared home of the graph: several workspaces feed it, every workspace can ask it."""
