"""Payment providers: one folder per company; they do not know each other."""
