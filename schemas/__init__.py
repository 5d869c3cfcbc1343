"""The JSON of every answer, for HTTP and for `--format json` alike. Wire models are not domain models.

A model reads its fields from the attributes of the answer's value: a new field is one line here. Nothing here imports
the web framework, so that the command line stays light.
"""
