"""The domain: score a reply, let the parent answer, coach, debrief.

Pure: no Rasa, no web, no database, no files. The same input gives the same output.
"""
