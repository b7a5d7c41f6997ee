"""What a rollback SOP is: frozen values and what follows from them; no file, page or framework."""
