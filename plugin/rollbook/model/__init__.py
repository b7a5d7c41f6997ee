"""What a rollback SOP is: frozen values and what follows from them. It knows no file, page or framework."""
