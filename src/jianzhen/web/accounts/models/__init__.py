"""Tables of people."""

from __future__ import annotations

from jianzhen.web.accounts.models.bucket import Bucket
from jianzhen.web.accounts.models.office import Department, Party
from jianzhen.web.accounts.models.post import Post
from jianzhen.web.accounts.models.token import ApiToken
from jianzhen.web.accounts.models.user import User

__all__ = ["ApiToken", "Bucket", "Department", "Party", "Post", "User"]
