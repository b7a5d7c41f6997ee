"""Practice: quizzes and tabletops made from the procedures themselves, and who has to take them."""
