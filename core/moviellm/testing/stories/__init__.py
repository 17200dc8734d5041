"""What a story must keep beside the ledger: its lines say what they tell, its deeds are seen."""
