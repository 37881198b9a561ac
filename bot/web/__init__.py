"""The one open port: the page, the JSON interface behind it, and the way from there to the conversation."""
