"""People: accounts, posts, outside parties, sign-in, tokens."""
