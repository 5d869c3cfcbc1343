"""Where the graph lives: a SQLite workspace, or Neo4j."""
