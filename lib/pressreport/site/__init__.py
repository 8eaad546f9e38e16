"""Pages of executed notebooks: one to share, or a site of them."""
