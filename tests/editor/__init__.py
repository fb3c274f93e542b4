"""A seeded editor of plans: makes next year's plan from this year's and knows every edit it made."""
