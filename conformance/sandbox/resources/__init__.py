"""The API's resources, one a module: whatever class derives from `Resource` in here is served."""
