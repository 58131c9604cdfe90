"""What the fields of an agreement hold: parties, days, money, staff, goals, criteria, organs, milestones."""
