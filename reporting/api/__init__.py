"""`/api/v1/`: what the pages show, to be read by programs.

Nothing of it is imported before the first call: ninja and pydantic would cost every worker memory.
"""
