"""`/tal/…`: where any figure or total comes from."""

from reporting.origin.page import OriginPage, origin_page

__all__ = ["OriginPage", "origin_page"]
