"""Copying: an activity to a delaftale, a plan to its next period. What is copied is new rows with new uuids."""
