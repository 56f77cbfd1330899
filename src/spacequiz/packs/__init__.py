"""Questions in: packs of questions read from YAML, checked, and kept in an index."""
