using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Keys;

namespace IncidentService.Http;

/// <summary>What validation knows beside the values themselves: who sends the request, and the service's settings.</summary>
internal readonly struct RequestContext(HttpContext http)
{
    public HttpContext Http => http;

    public Caller Caller => (Caller)http.User;

    /// <summary>Where the request comes from. Only for operations that write: their <see cref="WriteRequest"/> has refused what has no origin.</summary>
    public Origin Origin => OriginHeaders.Parse(http.Request, Caller).Value!;

    public ServiceSettings Settings => Service<ServiceSettings>();

    public T Service<T>()
        where T : notnull => http.RequestServices.GetRequiredService<T>();
}

/// <summary>A part of a request that is validated once all parts are bound.</summary>
internal interface IValidated
{
    /// <summary>Null when nothing is wrong.</summary>
    Problem? Validate(HttpContext http);
}

/// <summary>A request in the form that the contract describes, which turns into the form that handlers work with.</summary>
internal interface IRequest<out TInput>
{
    /// <summary>The result counts only when no fault was added.</summary>
    TInput ToInput(RequestContext context, ValidationErrors errors);
}

/// <summary>The query of an address, one property a parameter, and what it was validated to.</summary>
internal abstract record Query<TInput> : IValidated, IRequest<TInput>
{
    internal TInput Input { get; private set; } = default!;

    public abstract TInput ToInput(RequestContext context, ValidationErrors errors);

    public Problem? Validate(HttpContext http)
    {
        var errors = new ValidationErrors();
        Input = ToInput(new RequestContext(http), errors);
        return errors.IsEmpty ? null : errors.ToProblem();
    }
}
