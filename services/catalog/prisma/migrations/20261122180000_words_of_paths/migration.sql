-- What search_text makes of the path and natural_key of the file name, where whoever writes the row knew it: these functions were a third of
-- what deriving a video costs, and a video is derived at each news of its files.
ALTER TABLE video_file ADD COLUMN path_words text COLLATE "C", ADD COLUMN name_key text COLLATE "C";
