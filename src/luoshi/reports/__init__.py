"""Forms that offices ask for: read, admitted, filled in their own file, and traced."""
