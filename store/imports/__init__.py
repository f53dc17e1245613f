"""What is taken in from files of others: schools, closures of the office, school holidays."""
