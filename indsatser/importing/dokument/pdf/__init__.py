"""Reads PDFs that hold text: words and lines with their places in a process of their own, then blocks."""
