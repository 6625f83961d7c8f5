"""Pages of the desk of leads; they read and call the services, which write."""
