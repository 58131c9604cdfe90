"""Reminders by e-mail: one letter a day to each person with what is due, sent by `manage.py send_paamindelser`.

`slags.py` names the kinds of deadlines, `kilder.py` finds them, `trin.py` says when they are reminded of, `breve.py`
writes the letters and `afsendelse.py` sends them (ADR 0043). `svar.py` takes the answer "intet at indberette".
"""
