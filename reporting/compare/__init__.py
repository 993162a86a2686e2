"""Any municipalities beside each other: clusters by any rule, regions, the country, own groups."""
