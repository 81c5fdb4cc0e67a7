"""Telegram: who its Mini Apps and its Login Widget say is there."""
