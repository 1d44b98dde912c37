-- A stored card is of the version that its incident has now, whichever program changes it: an incident that changes, or is merged,
-- loses its card. What changes the card and not the version (the keys of contacts) deletes it by itself.
CREATE OR REPLACE FUNCTION delete_former_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN DELETE FROM cards WHERE incident_id = OLD.id; RETURN NULL; END $$;
CREATE TRIGGER incidents_card AFTER UPDATE OF version, survivor_id ON incidents FOR EACH ROW
WHEN (OLD.version <> NEW.version OR OLD.survivor_id IS DISTINCT FROM NEW.survivor_id) EXECUTE FUNCTION delete_former_card();

DELETE FROM cards WHERE NOT EXISTS (
    SELECT 1 FROM incidents i WHERE i.id = cards.incident_id AND i.version = cards.version AND i.survivor_id IS NULL);
