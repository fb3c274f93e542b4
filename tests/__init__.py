"""Tests of Renaksi."""
