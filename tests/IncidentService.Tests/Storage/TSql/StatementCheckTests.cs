namespace IncidentService.Tests.Storage.TSql;

/// <summary>
/// What the check lets through, and what it does not: each of these statements runs on SQLite, or would on a schema that has the names.
/// </summary>
public sealed class StatementCheckTests
{
    [Theory]
    [InlineData("SELECT i.id FROM incidents i WHERE i.number = @number")]
    [InlineData("SELECT id, count(*) AS count FROM incidents GROUP BY id ORDER BY count(*) DESC OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY")]
    [InlineData("WITH w AS (SELECT n.number AS found FROM numbers n) SELECT w.* FROM w JOIN incidents i ON i.number = w.found ORDER BY found")]
    [InlineData("SELECT d.place FROM (SELECT row_number() OVER (ORDER BY e.sequence) AS place FROM events e) d")]
    [InlineData("UPDATE events SET position = n.place FROM (SELECT l.sequence, 1 AS place FROM events l) n WHERE events.sequence = n.sequence")]
    [InlineData("UPDATE incidents SET version = version OUTPUT inserted.id WHERE id IN (@number); SELECT id FROM incidents")]
    [InlineData("INSERT INTO words (word, incident_id) SELECT v.value, @number FROM (SELECT j.value FROM OPENJSON(@json) j) v")]
    [InlineData("DELETE FROM texts WHERE owner_id = @number AND EXISTS (SELECT * FROM incidents i WHERE i.id = texts.owner_id)")]
    public void Valid_TSql_passes(string text) => Assert.Null(StatementCheck.Fault(text, ["number", "take", "json"]));

    [Theory]
    [InlineData("SELECT id FROM incident", "There is no table incident")]
    [InlineData("SELECT name FROM sqlite_master", "There is no table sqlite_master")]
    [InlineData("SELECT i.colour FROM incidents i", "i has no column colour")]
    [InlineData("SELECT colour FROM incidents i", "There is no column colour here")]
    [InlineData("SELECT Id FROM incidents", "There is no column Id here")]
    [InlineData("SELECT x.id FROM incidents i", "there is no x here")]
    [InlineData("SELECT id FROM incidents i JOIN api_keys k ON k.id = i.id", "Column id is in several tables")]
    [InlineData("SELECT i.id FROM incidents i JOIN texts t ON t.owner_id = n.id JOIN numbers n ON n.number = i.number", "there is no n here")]
    [InlineData("SELECT i.id FROM incidents i, numbers i", "Two sources of one query are named i")]
    [InlineData("SELECT id FROM incidents WHERE number = @numbers", "Nobody supplies @numbers")]
    [InlineData("SELECT id FROM incidents ORDER BY id LIMIT @take", "Expected OFFSET but encountered LIMIT")]
    [InlineData("SELECT id || 'x' AS text FROM incidents", "Incorrect syntax near |")]
    [InlineData("UPDATE incidents SET subject ||= 'x'", "Incorrect syntax near |")]
    [InlineData("SELECT id FROM lookups WHERE counted = true", "There is no column true here")]
    [InlineData("SELECT length(state) AS width FROM incidents", "length is none of the functions")]
    [InlineData("SELECT d.id FROM (SELECT id FROM incidents ORDER BY id) d", "The ORDER BY clause is not valid in views, inline functions, derived tables")]
    [InlineData("SELECT d.id FROM (SELECT i.id, m.id FROM incidents i JOIN incidents m ON m.id = i.parent_id) d", "d has two columns id")]
    [InlineData("SELECT 1 AS found FROM (SELECT max(id) FROM incidents) d", "Column 1 of d has no name")]
    [InlineData("SELECT DISTINCT state FROM incidents ORDER BY id", "which SELECT DISTINCT does not select")]
    [InlineData("SELECT id FROM incidents UNION SELECT owner_id FROM texts ORDER BY number", "ORDER BY of a UNION")]
    [InlineData("SELECT id FROM incidents i ORDER BY id OFFSET i.number ROWS FETCH NEXT 1 ROWS ONLY", "there is no i here")]
    [InlineData("INSERT INTO words VALUES (@number, 1)", "does not name its columns")]
    [InlineData("INSERT INTO words (word) VALUES (@number)", "gives words.incident_id no value")]
    [InlineData("INSERT INTO words (word, incident_id) VALUES (@number)", "names 2 columns and gives 1")]
    [InlineData("UPDATE incidents SET response_micros = 1", "is computed, and nobody writes it")]
    [InlineData("UPDATE incidents SET colour = 1", "incidents has no column colour")]
    [InlineData("WITH w AS (SELECT word FROM words) UPDATE w SET word = ''", "There is no table w")]
    [InlineData("MERGE INTO words USING texts ON words.incident_id = texts.owner_id WHEN MATCHED THEN DELETE;", "none of the statements")]
    [InlineData("CREATE OR ALTER VIEW w AS SELECT word FROM words", "none of the statements")]
    [InlineData("INSERT INTO words (word, incident_id) VALUES ('a', 1) ON CONFLICT DO NOTHING", "Incorrect syntax")]
    [InlineData("DELETE FROM words RETURNING word", "Incorrect syntax")]
    public void Invalid_TSql_is_reported(string text, string fault) =>
        Assert.Contains(fault, StatementCheck.Fault(text, ["number", "take"]));

    [Fact]
    public void To_SQL_Server_parameters_that_differ_only_in_case_are_the_same() =>
        Assert.Contains("differ in case", StatementCheck.Fault("SELECT @id AS one, @Id AS other", ["id", "Id"]));

    [Fact]
    public void Each_engine_gets_its_own_half_of_a_two_engine_text()
    {
        var text =
            $"SELECT id {TwoEngineText.Of($"LIMIT 1 OFFSET {TwoEngineText.Of("a", "b")}", $"OFFSET {TwoEngineText.Of("a", "b")} ROWS")} END {TwoEngineText.Of("same", "same")}";

        Assert.Equal("SELECT id LIMIT 1 OFFSET a END same", TwoEngineText.Sqlite(text));
        Assert.Equal("SELECT id OFFSET b ROWS END same", TwoEngineText.SqlServer(text));
    }
}
