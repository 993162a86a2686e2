from __future__ import annotations

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2InTurn(Argon2PasswordHasher):
    """Argon2id, at most two at a time in a process: a rush of sign-ins leaves room for those at work."""

    turns = BoundedSemaphore(2)

    def encode(self, password: str, salt: str) -> str:
        with self.turns:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with self.turns:
            return super().verify(password, encoded)
