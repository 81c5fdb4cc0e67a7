"""The companies outside, as they would behave: development and tests only, over real HTTP with real signatures."""
