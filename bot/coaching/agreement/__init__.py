"""How far two who read the same replies by the codebook agree."""
