"""A film as instructions and answers, before any format: what is asked, and what is true."""
