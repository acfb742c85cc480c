"""What people see: the map page and the pictures, both drawn from one plain payload."""
