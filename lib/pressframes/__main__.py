"""`python -m pressframes` is the command `pressframes`."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:  # else Python looks for every module in the working folder first
        del sys.path[0]
    from pressframes.command import main

    sys.exit(main())
