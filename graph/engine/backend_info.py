"""What NetworkX reads about this backend at import time; imports nothing heavy."""

from __future__ import annotations

FUNCTIONS = {
    "adamic_adar_index": "Pairs are grouped by their first node.",
    "betweenness_centrality": "Source by source, in up to four threads; k as in NetworkX.",
    "bidirectional_dijkstra": "Weights are lengths of 0 and more.",
    "closeness_centrality": "Sixty-four sources at a time without a distance.",
    "clustering": "Each triangle is met once.",
    "connected_components": "One pass over the rows.",
    "constraint": "For all nodes at once, each triangle is met once.",
    "core_number": "One pass over the rows.",
    "effective_size": "For all nodes at once, each triangle is met once.",
    "eigenvector_centrality": "By scipy.sparse.",
    "harmonic_centrality": "Sixty-four sources at a time without a distance.",
    "katz_centrality": "By scipy.sparse.",
    "leiden_communities": "By networkit, on one thread, so that a seed repeats.",
    "louvain_communities": "Move for move as NetworkX: equal seeds, equal communities.",
    "multi_source_dijkstra": "Weights are lengths of 0 and more.",
    "multi_source_dijkstra_path_length": "Weights are lengths of 0 and more.",
    "pagerank": "By scipy.sparse.",
    "shortest_simple_paths": "Yen's algorithm guided by one backward search.",
    "single_source_dijkstra_path_length": "Weights are lengths of 0 and more.",
}


def get_info() -> dict[str, object]:
    """Describe the backend to NetworkX."""
    return {
        "backend_name": "goodword",
        "project": "goodword",
        "package": "graph.engine",
        "short_summary": "Compressed sparse rows and compiled loops for undirected simple graphs.",
        "functions": {name: {"additional_docs": text} for name, text in FUNCTIONS.items()},
    }
