"""Pages of the desk of people; they read and call the services, which write."""
