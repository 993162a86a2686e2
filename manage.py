#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

from config.environment import Refused


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except Refused as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
