"""How fast the house is: measured on a database of its own, beside a floor measured in the same run."""
