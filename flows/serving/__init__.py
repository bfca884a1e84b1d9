"""The small server: the published folder, and feeds filtered by query."""
