"""Editing: one road for every kind of row of a plan, from the form to the trail.

A kind of row is declared once (`register.Redigerbar`): its form, what it stands under, who may change it and on which
page it is read. All the rest is the same for all: drafts, two people at once, retiring, order, history, putting back.
"""
