"""Papers of many municipalities in one file, made by a process of its own while the pages answer."""
