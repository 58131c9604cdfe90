"""A year's målopfyldelsesskemaer of many plans in one ZIP, made in pieces so that every worker has something to do."""
