"""Looking around: topics, questions, sources, terms, where sentences come from, and the way back."""
