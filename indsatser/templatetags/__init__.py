"""How results are written on the pages where they are registered."""
