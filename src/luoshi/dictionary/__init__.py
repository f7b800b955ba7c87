"""What every datum means, who owns it, and under which words it is asked for."""
