"""Yinuo 一诺: runs a city's 证明事项告知承诺制, clause by clause of 宿政办秘〔2021〕7号."""
