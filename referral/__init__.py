"""The article's judgement: whom to ask, whether to ask, and how."""
