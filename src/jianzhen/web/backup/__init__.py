"""Backup and restore: database, files and keys in one archive that is proved whole before anything is written."""
