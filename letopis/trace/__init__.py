"""Летопись: кто, когда, что, почему, под печатью.

Kept: one record for every official fact, append-only, sealed into a Merkle tree.
Clauses: 1.6 (trustworthy, continuous). Door: every action; anyone for checkpoints.
"""
