using IncidentService.Http.Replies;

namespace IncidentService.Reports.Tables;

/// <summary>200 with the rows of a report as CSV.</summary>
internal readonly struct CsvTable : ISuccess
{
    public static int Status => StatusCodes.Status200OK;
    public static Type? Body => null;
    public static string ContentType => Csv.ContentType;
}
