"""`python -m pressframes` is the command `pressframes`."""

import sys

from pressframes.cli import main

if __name__ == "__main__":
    sys.exit(main())
