"""``python -m bench [name …]``: all benchmarks, or those named."""

import sys

from bench import graphql_cost, memory, money

BENCHMARKS = {"money": money.main, "graphql": graphql_cost.main, "memory": memory.main}

for name in sys.argv[1:] or BENCHMARKS:
    print(f"== {name}")
    BENCHMARKS[name]()
