"""What people declare in a cluster's folder: who is read and how, what is corrected, what is allowed."""
