"""The colours of the picture, by day and by night. Every kind also has a sign and a name."""

from __future__ import annotations

_DAY = """
--paper: #fbfaf6; --card: #ffffff; --ink: #23262b; --soft: #5b6169; --edge: #d9d6cc; --ground: #f0eee6;
--deep-1: #e7f0ee; --deep-2: #d2e4e0; --deep-3: #b6d2cd; --warm: #b4471f; --cool: #22697f; --empty: #e3e0d6;
--opening: #4a5568; --any_time: #767d88; --probe: #6b3fa0; --temptation: #9a6400; --telling: #0f6a63;
--answer: #2458a6; --again: #33789f; --proposal: #3c7324; --reaction: #ad2f53; --last_words: #23262b;
--agreement: #3c7324; --appointment: #2458a6; --stalled: #666a70; --walkout: #ad2f53;
"""

_NIGHT = """
--paper: #17191d; --card: #22252b; --ink: #eceae4; --soft: #a9afb8; --edge: #3a3e46; --ground: #1d2025;
--deep-1: #1c2b2a; --deep-2: #1b3533; --deep-3: #19403d; --warm: #f0916a; --cool: #74bcd2; --empty: #33373e;
--opening: #b3bcc9; --any_time: #969daa; --probe: #bfa0ee; --temptation: #e5b04d; --telling: #62c4ba;
--answer: #8bb4f3; --again: #86c5e6; --proposal: #96cf78; --reaction: #f291ac; --last_words: #eceae4;
--agreement: #96cf78; --appointment: #8bb4f3; --stalled: #a9afb8; --walkout: #f291ac;
"""

STYLE = f"""
svg {{ {_DAY} }}
@media (prefers-color-scheme: dark) {{ svg {{ {_NIGHT} }} }}
text {{ font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  fill: var(--ink); font-size: 12.5px; }}
.paper {{ fill: var(--paper); }} .ground {{ fill: var(--ground); }} .soft {{ fill: var(--soft); }}
.title {{ font-size: 30px; font-weight: 700; letter-spacing: -0.3px; }} .lead {{ font-size: 15.5px; }}
.heading {{ font-size: 17px; font-weight: 700; }} .about {{ font-size: 13px; fill: var(--soft); }}
.phase {{ font-size: 16px; font-weight: 700; fill: var(--paper); }}
.phase-about {{ font-size: 12px; fill: var(--paper); }}
.step {{ fill: var(--ink); }} .lane {{ fill: var(--empty); fill-opacity: 0.6; }}
.chosen {{ fill: var(--ink); }} .default {{ fill: none; stroke: var(--ink); stroke-width: 1.3; }}
.card {{ fill: var(--card); stroke: var(--edge); stroke-width: 1; }}
.id {{ font-size: 12px; font-weight: 700; }} .says {{ font-size: 12.5px; }}
.occasion {{ font-size: 11px; fill: var(--soft); }}
.sign {{ fill: none; stroke-width: 1.4; stroke-linejoin: round; stroke-linecap: round; }}
.secret {{ fill: none; stroke: var(--telling); stroke-width: 1.2; stroke-dasharray: 5 3; }}
.stratum-1 {{ fill: var(--deep-1); }} .stratum-2 {{ fill: var(--deep-2); }} .stratum-3 {{ fill: var(--deep-3); }}
.empty {{ fill: var(--empty); }} .warm {{ fill: var(--warm); }} .cool {{ fill: var(--cool); }}
.worse {{ fill: none; stroke: var(--ink); stroke-width: 1.6; }}
"""
