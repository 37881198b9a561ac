"""The facilitator's side of the JSON interface: signing in, workshops, the board. Closed to other sites."""
