"""The wording of each mail. To be called in the language of who gets it."""
