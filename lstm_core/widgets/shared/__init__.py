"""What two or more widgets need."""
