using IncidentService.Common.Outcomes;

namespace IncidentService.Http.Requests;

/// <summary>The context of validation: the request, and the services that validation needs.</summary>
internal readonly struct RequestContext(HttpContext http)
{
    public HttpContext Http => http;

    public T Service<T>()
        where T : notnull => http.RequestServices.GetRequiredService<T>();
}

/// <summary>A part of a request that is validated once all parts are bound.</summary>
internal interface IValidated
{
    /// <summary>Null when nothing is wrong.</summary>
    Problem? Validate(HttpContext http);
}

/// <summary>A request as the contract describes it, which converts to the input that handlers use.</summary>
internal interface IRequest<out TInput>
{
    /// <summary>Converts the request. The result is valid only if no error was added.</summary>
    TInput ToInput(RequestContext context, ValidationErrors errors);
}

/// <summary>The query of a URL, with one property per parameter, and its validated input.</summary>
internal abstract record Query<TInput> : IValidated, IRequest<TInput>
{
    internal TInput Input { get; private set; } = default!;

    public abstract TInput ToInput(RequestContext context, ValidationErrors errors);

    public Problem? Validate(HttpContext http)
    {
        if (this.ToOutcome(http).Try(out var input, out var problem)) Input = input;
        return problem;
    }
}

internal static class RequestValidation
{
    /// <summary>The validated input, or the problem that lists all errors.</summary>
    public static Outcome<TInput> ToOutcome<TInput>(this IRequest<TInput> request, HttpContext http)
    {
        var errors = new ValidationErrors();
        var input = request.ToInput(new RequestContext(http), errors);
        return errors.IsEmpty ? input : errors.ToProblem();
    }
}
