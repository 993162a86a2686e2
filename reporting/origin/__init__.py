"""`/tal/…`: where any figure or total comes from, and the addresses that lead there."""

from reporting.origin.address import Addresses, origin_query
from reporting.origin.page import OriginPage, origin_page

__all__ = ["Addresses", "OriginPage", "origin_page", "origin_query"]
