"""The engine: runs rules over units and makes findings of their problems."""
