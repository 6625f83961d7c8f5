"""The gateway: takes data loggers in over TCP, acknowledges what is on disk, and hands it on.

``journal`` keeps the raw packets, ``server`` talks to the devices, ``rollup`` turns packets into facts, ``relay``
passes them on to other platforms.
"""
