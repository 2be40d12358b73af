"""Passages → claims: who, where, when and how much a text states, each with what it is stated of."""
