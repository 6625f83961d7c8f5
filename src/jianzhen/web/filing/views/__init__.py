"""Pages of filing and intake; they read and call the services, which write."""
