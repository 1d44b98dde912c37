using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Resolution;
using IncidentService.Timeline.Lines;

namespace IncidentService.Tracking;

/// <summary>A customer opens the page with a number and one contact.</summary>
internal sealed record CustomerViewRequest : IRequest<CustomerViewInput>
{
    /// <summary>The number, in any grouping.</summary>
    public required string Number { get; init; }

    /// <summary>An e-mail address or phone number that the shop knows. A handle or a name is public and proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    public CustomerViewInput ToInput(RequestContext context, ValidationErrors errors)
    {
        var contact = Contact.ParseProof("contact", context.Settings, errors);
        if (contact is { Kind: not (ContactKinds.Email or ContactKinds.Phone) })
            errors.Add("contact.kind", "must be email or phone: everything else is public, and proves nothing");
        return new CustomerViewInput(errors.ParseIncidentNumber("number", Number, required: true) ?? default, contact!);
    }
}

/// <summary>A validated number and contact.</summary>
internal sealed record CustomerViewInput(IncidentNumber Number, ContactInput Contact);

/// <summary>A customer opens the page with a personal link.</summary>
internal sealed record CustomerLinkRequest : IRequest<string>
{
    /// <summary>The token of the link: what follows `#`.</summary>
    public required string Token { get; init; }

    public string ToInput(RequestContext context, ValidationErrors errors) =>
        errors.ParseLine("token", Token, Limits.Line, required: true)!;
}

/// <summary>A customer confirms that the problem is solved.</summary>
internal sealed record CustomerConfirmationRequest : IRequest<CustomerVerdictInput>
{
    /// <summary>What else the customer says.</summary>
    public string? Note { get; init; }

    public CustomerVerdictInput ToInput(RequestContext context, ValidationErrors errors) =>
        new(Relayed: false, errors.ParseText("note", Note, Limits.CustomerText));
}

/// <summary>A customer says that the problem is not solved.</summary>
internal sealed record CustomerDisputeRequest : IRequest<CustomerVerdictInput>
{
    /// <summary>What is still wrong.</summary>
    public required string Reason { get; init; }

    public CustomerVerdictInput ToInput(RequestContext context, ValidationErrors errors) =>
        new(Relayed: false, errors.ParseText("reason", Reason, Limits.CustomerText, required: true));
}

/// <summary>A customer writes on the page.</summary>
internal sealed record CustomerMessageRequest : IRequest<LineInput>
{
    /// <summary>What the customer writes.</summary>
    public required string Text { get; init; }

    public LineInput ToInput(RequestContext context, ValidationErrors errors) => new(
        Directions.In, errors.ParseText("text", Text, Limits.CustomerText, required: true) ?? "", Automatic: false, null, null);
}
