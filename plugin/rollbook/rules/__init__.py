"""What a good SOP is: one file a rule, in a folder for what the rule is about."""
