using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;

namespace IncidentService.Http.Parameters;

/// <summary>The requested page of a list: the maximum number of items, and where it begins.</summary>
internal sealed record PageInput(int Take, string? Cursor);

/// <summary>The query of a list without filters.</summary>
internal sealed record PageQuery : Query<PageInput>
{
    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public string? Limit { get; init; }

    /// <summary>The cursor of the page: the `next` of the previous page.</summary>
    public string? Cursor { get; init; }

    public override PageInput ToInput(RequestContext context, ValidationErrors errors) => new(errors.ParsePageSize(Limit), Cursor);
}

/// <summary>The query of a list that is not paged: the maximum number of items.</summary>
internal sealed record LimitQuery : Query<int>
{
    public string? Limit { get; init; }

    public override int ToInput(RequestContext context, ValidationErrors errors) => errors.ParsePageSize(Limit);
}

/// <summary>The query of a list with filters.</summary>
internal abstract record FilterQuery<TFilter> : Query<(TFilter Filter, PageInput Page)>
{
    // Parameter binding sees only the properties that a type declares itself, so every query overrides these.
    public abstract string? Limit { get; init; }
    public abstract string? Cursor { get; init; }

    public override (TFilter Filter, PageInput Page) ToInput(RequestContext context, ValidationErrors errors) =>
        (ToFilter(context, errors), new PageInput(errors.ParsePageSize(Limit), Cursor));

    protected abstract TFilter ToFilter(RequestContext context, ValidationErrors errors);
}
