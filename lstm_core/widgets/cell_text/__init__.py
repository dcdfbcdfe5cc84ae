"""The shaded text: every character coloured by one unit."""
