"""签名: signatures, seals and time-stamps on documents, and checking them (clause 2.4-f; 电子签名法第十三条)."""
