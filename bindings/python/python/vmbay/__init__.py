"""Virtual-machine management as a library: what SQLite did for databases, for machines."""

from ._types import *
from ._types import asdict as asdict
from ._types import open as open
from ._types import open_async as open_async
from .errors import *
