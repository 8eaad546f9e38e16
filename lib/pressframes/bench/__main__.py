"""`python -m pressframes.bench`."""

import sys

from pressframes.bench import main

sys.exit(main())
