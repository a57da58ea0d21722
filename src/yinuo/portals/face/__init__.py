"""The face 门面: the page frame and the components every portal shares.

Tokens, style sheets, icons, small scripts, base templates and template tags; the doors of the pages and the page of
a refusal. Serves 宿政办秘〔2021〕7号 一（standards open, expectations clear) by showing rule, article, reason and way out
in one form everywhere, and 《互联网网站适老化通用设计规范》 by its large-type mode.
"""
