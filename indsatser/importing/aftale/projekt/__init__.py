"""The form of a single project: one label and one answer at a time, read under the keys of the case files."""
