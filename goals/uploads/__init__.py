"""Files that people send: checked before they are opened, and read in a process of their own.

`reading.read_upload` is the way in. What the other process runs (`child`) knows the standard library only.
"""
