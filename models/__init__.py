"""What writes and judges text: GM, IM, safety, retrieval, audit. Knows nothing of Reddit."""
