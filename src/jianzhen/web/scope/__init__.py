"""Who may see and do what: regions, departments, roles and rights, and the one filter made of them."""
