"""Pages read from their pictures: straightened, ruled, recognised cell by cell by two engines, settled."""
