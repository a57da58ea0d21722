"""工作日: the State Council's yearly calendar as a table that fails loudly past its end (行政许可法第八十二条)."""
