"""Acting: an SOP one step at a time, and on paper."""
