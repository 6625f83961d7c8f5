"""What is checked of a submission beside what every data set is checked for: whose it is, and what it would change."""
