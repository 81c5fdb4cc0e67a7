"""OpenID Connect: the relying party's side of OpenID Connect Core 1.0, for any provider that has discovery."""
