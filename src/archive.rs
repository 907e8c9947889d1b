//! The archive on disk: `corpus/` and `index/` side by side, walking the corpus and reading its records.
