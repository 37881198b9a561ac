"""Reply in, score out: text is normalised, rules fire, moves are found, scores follow, reasons are given."""
