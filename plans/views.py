"""Pages about what is agreed. Each view passes the door, reads facts and prints them."""
