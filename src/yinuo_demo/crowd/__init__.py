"""A crowd for the demo city: any number of synthetic cases in every state, written at once, every guard on.

The rows are those the verbs would have written, and a test compares the two; what the law says in them is asked of the
law, what papers say of the rooms that make them. Only the way into the tables is another: many cases in one COPY.
"""
