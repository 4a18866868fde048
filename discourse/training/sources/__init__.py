"""What is learned from: texts with labels, threads with links, threads of our own and of others, unlabelled pairs."""
