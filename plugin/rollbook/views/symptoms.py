"""Symptoms: what a person sees first."""

from __future__ import annotations

SYMPTOMS = {
    "accuracy": "Answers are worse",
    "latency": "Answers are slow",
    "bias": "Some people are treated worse",
    "errors": "Requests fail",
    "data": "Data is missing or wrong",
    "safety": "Answers are unsafe",
    "cost": "It costs too much",
}
"""Symptom → what a person would say."""

SYNONYMS = {
    "accuracy": "wrong bad worse quality hallucination drift regression garbage nonsense",
    "latency": "slow timeout hangs stuck lag delay p95 p99",
    "bias": "unfair discrimination biased fairness group",
    "errors": "500 503 crash down outage broken failing unavailable exception",
    "data": "stale missing empty late old null corrupt duplicates pipeline",
    "safety": "harmful toxic unsafe jailbreak injection leak privacy abuse",
    "cost": "expensive bill spend budget money tokens",
}
"""Symptom → other words for it, by which it is found."""
