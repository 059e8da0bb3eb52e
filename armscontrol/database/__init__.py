"""Database routing, snapshots and failover."""
