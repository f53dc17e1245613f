"""E-mails as drafts: to somebody who owes something, and with documents attached."""
