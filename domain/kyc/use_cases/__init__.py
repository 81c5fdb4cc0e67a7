"""What can be done about a KYC case."""
