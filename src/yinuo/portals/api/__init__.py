"""接口: for other systems, versioned."""
