namespace IncidentService.Storage.Migrations;

/// <summary>The schema of a register, compared with that of this program.</summary>
internal enum RegisterSchema
{
    /// <summary>No program has made the database a register.</summary>
    None,
    Older,
    Current,
    Newer,

    /// <summary>A copy into the register is not finished.</summary>
    Unfinished,
}
