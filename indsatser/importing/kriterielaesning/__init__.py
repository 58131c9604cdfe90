"""The parts of the reader of criterion sentences: numbers, times, units, relations, compounds, the read-back.

The door is `indsatser.importing.kriterier.laes_kriterium`. Rules are about grammar; a number is never guessed.
"""
