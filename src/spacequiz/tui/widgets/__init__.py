"""The widgets. None of them judges an answer, counts a point or imports a screen."""
