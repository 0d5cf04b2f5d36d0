-- Whether every file is read in full for its hash, and not those alone that may be the same as another.
ALTER TABLE library ADD hash boolean NOT NULL DEFAULT false;
