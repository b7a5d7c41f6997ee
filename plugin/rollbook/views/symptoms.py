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
