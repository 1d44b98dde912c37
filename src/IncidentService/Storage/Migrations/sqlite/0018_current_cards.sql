-- A stored card is of the version that its incident has now, whichever program changes it: an incident that changes, or is merged,
-- loses its card. What changes the card and not the version (the keys of contacts) deletes it by itself.
CREATE TRIGGER incidents_card AFTER UPDATE OF version, survivor_id ON incidents
WHEN NEW.version <> OLD.version OR NEW.survivor_id IS NOT OLD.survivor_id
BEGIN DELETE FROM cards WHERE incident_id = OLD.id; END;

DELETE FROM cards WHERE NOT EXISTS (
    SELECT 1 FROM incidents i WHERE i.id = cards.incident_id AND i.version = cards.version AND i.survivor_id IS NULL);
