"""The official area lists: what the figures of an area and a year say of them. Rules, pages of entry, and import."""
