"""The sandbox game provider (development only): the other side of Hub88's protocol, with slots of its own.

It stands in for a company outside. It knows the platform by HTTP alone: the operator API that the platform calls, and
the wallet callbacks that it calls with signed requests. Its own memory is the database schema ``sandbox_games``.
"""
