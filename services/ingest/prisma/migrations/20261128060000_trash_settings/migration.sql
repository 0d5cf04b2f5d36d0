-- What the administrator chose for the trash; one row, or none yet.
CREATE TABLE trash_settings (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- Files are deleted for good after so many days; null keeps them.
  keep_days int CHECK (keep_days > 0)
);
