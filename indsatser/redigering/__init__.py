"""The rows of the work that can be edited in the browser: activities, goals, criteria, milestones, projects."""
