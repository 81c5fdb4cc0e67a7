"""The local mailbox: what development tells people, for whoever develops."""
