-- Digests of what a message said, which recognise other content under its id; and one of its sender and subject, which recognises a loop.
ALTER TABLE messages ADD content     nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE messages ADD loop_mark   nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE messages ADD received_at bigint NULL;
CREATE INDEX messages_loop     ON messages (loop_mark, received_at) WHERE loop_mark IS NOT NULL;
CREATE INDEX messages_incident ON messages (incident_id) WHERE content IS NOT NULL;
