"""``python -m bench [name …]``: all benchmarks, or those named."""

import sys

from bench import graphql_cost, memory, money, rules

BENCHMARKS = {"money": money.main, "graphql": graphql_cost.main, "memory": memory.main, "rules": rules.main}

for name in sys.argv[1:] or BENCHMARKS:
    print(f"== {name}")
    BENCHMARKS[name]()
