"""``python -m bench [name …]``: all benchmarks, or those named."""

import sys

from bench import money

BENCHMARKS = {"money": money.main}

for name in sys.argv[1:] or BENCHMARKS:
    print(f"== {name}")
    BENCHMARKS[name]()
