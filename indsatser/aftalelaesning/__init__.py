"""From an agreement to a plan: the file is read, a person looks it through, and what she accepts becomes the plan."""
