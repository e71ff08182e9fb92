"""Laws: relations between answers that hold whatever the data is, as pure functions of exchanges and rows."""
