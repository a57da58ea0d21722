"""What the texts say, in plain Python: facts in, conclusion out.

No module here reads a clock, a table or a setting. Each rule cites the article it encodes and is asked
*as of a day*; each number stands in a place file (``places/``) with its date and its basis.
"""
