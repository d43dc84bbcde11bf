"""Reddit's own endpoints, as its clients know them."""
