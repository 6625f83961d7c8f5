"""The platform: a Django project, one app per desk."""
