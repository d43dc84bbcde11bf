"""What the simulated people say. All of it was written for this sandbox; none of it was said by anybody."""
