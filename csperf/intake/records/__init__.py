"""Records: order lists, chats, refunds and the like, read into typed tables for measuring."""
