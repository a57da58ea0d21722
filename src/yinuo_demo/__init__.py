"""The demo city: synthetic people and firms, demo registers, the four stories. Never imported by yinuo itself."""
