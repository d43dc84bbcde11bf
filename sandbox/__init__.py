"""A small Reddit on 127.0.0.1 with a simulated community. Imports nothing of ours."""
