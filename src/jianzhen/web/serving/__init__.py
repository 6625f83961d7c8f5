"""The processes of a running platform: web, worker, scheduler."""
