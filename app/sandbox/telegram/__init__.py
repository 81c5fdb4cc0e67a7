"""A sandbox bot: what Telegram would sign, for whoever develops and has no bot."""
