"""Made-up trainees who talk to the parents, so that no change makes a parent absurd."""
