"""What several kinds share in taking records out of pages."""
