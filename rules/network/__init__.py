"""Rules about ports and the network that the containers of a Pod share."""
