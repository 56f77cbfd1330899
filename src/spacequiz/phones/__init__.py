"""The phones: everybody's own answer pad, in the browser, on the same network, without an account.

Only this room imports aiohttp, segno and ifaddr, and only once a host lets phones in.
"""
