-- Digests of what a message said, which recognise other content under its id; and one of its sender and subject, which recognises a loop.
ALTER TABLE messages ADD COLUMN content     text COLLATE "C" NULL;
ALTER TABLE messages ADD COLUMN loop_mark   text COLLATE "C" NULL;
ALTER TABLE messages ADD COLUMN received_at bigint NULL;
CREATE INDEX messages_loop     ON messages (loop_mark, received_at) WHERE loop_mark IS NOT NULL;
CREATE INDEX messages_incident ON messages (incident_id) WHERE content IS NOT NULL;
