"""What builds and maintains the project but is no part of the package."""
