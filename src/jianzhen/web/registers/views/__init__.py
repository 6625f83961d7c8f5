"""Pages of the registers; they read and call the services, which write."""
