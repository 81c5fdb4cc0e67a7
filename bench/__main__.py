"""``python -m bench [name …]``: all benchmarks, or those named."""

import sys

from bench import memory, money

BENCHMARKS = {"money": money.main, "memory": memory.main}

for name in sys.argv[1:] or BENCHMARKS:
    print(f"== {name}")
    BENCHMARKS[name]()
