"""Tables of office programs, in and out: what departments hand in becomes rows, the catalogue becomes files again.

Pure: no table of the database is touched and no clock is read. A file is what its content says, not what its name
says; what cannot be read is refused with the reason and what to do. Clauses 2.1-a, 3.2-a.
"""
