"""The demonstration client: a page to see the platform work. Absent in production."""
