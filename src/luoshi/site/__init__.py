"""Where the rooms become one site: settings, addresses, server entry."""
