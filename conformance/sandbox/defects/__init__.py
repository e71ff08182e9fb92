"""What the sandbox can do wrong on demand: one file a defect or a small family, named after the fault it shows."""
