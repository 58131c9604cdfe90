"""Agreements written by an author who had not seen the reader, each with its facts written from the text first."""
