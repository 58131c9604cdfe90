"""A downloaded table of area figures: mapped once, next year it reads itself; saved whole and undone whole."""
