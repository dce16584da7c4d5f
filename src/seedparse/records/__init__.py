"""Blocks are collected into an article, and an article is written as a JSON line."""
