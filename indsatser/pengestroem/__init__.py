"""Where money and årsværk across plans come from and go: sources, initiatives, roles, with sums that balance."""
