"""Files of the site's root."""
