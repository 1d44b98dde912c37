using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IncidentService.OpenApi.Transformers;

/// <summary>Adds the parts of the contract that describe the whole service: introduction, tags and authentication.</summary>
internal static class DocumentTransformer
{
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Incidents", "One customer problem each, under one number that works in every channel."),
        ("Number blocks", "Numbers that a channel issues while it cannot reach the service, and opens later."),
        ("Timeline", "Everything that happened, from all channels in one order."),
        ("Interactions", "How often the customer had to tell the story."),
        ("Contacts", "How the customer is known."),
        ("References", "Identifiers of an incident, or of something in it, in other systems."),
        ("Resolution", "We resolve an incident; the customer's confirmation closes it."),
        ("Permissions", "Whether a customer may be contacted without an open question."),
        ("Promises", "What the customer was promised, by people and by policies, and the outcome."),
        ("Approvals", "What a till or a rep may honour: granted once, and never redeemed more often than granted."),
        ("Messages", "Messages that arrive through other systems."),
        ("Lookups", "Finding an incident by whatever the customer says, from any channel."),
        ("Handoffs", "Transfers from one channel or team to another, open until the receiver accepts."),
        ("Tracking links", "Personal links to the page where the customer sees what happens, and answers."),
        ("Customer's page", "What the page of the customer calls, without a key: with a number and a contact, or with a personal link."),
        ("Erasure", "The customer's right to be forgotten."),
        ("Reports", "How customers are served, by channel and team, never by person. Ask for `text/csv` to get the rows as a table."),
        ("Events", "All events in one order: facts and links, never what was said."),
        ("Webhooks", "Systems to which the service sends events: at least once, in order per incident, signed as in Standard Webhooks."),
        ("Keys", "Permissions and places of callers."),
        ("Audit", "Who did what, when and from where."),
        ("Session", "People who sign in with a browser, at the desk."),
    ];

    public static Task Apply(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "IncidentService",
            Version = "1.0.0",
            Description = Introduction,
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            Contact = new OpenApiContact { Name = "The IncidentService authors" },
        };
        document.Servers =
        [
            new OpenApiServer
            {
                Url = "/",
                Description = "The service that this document was read from, production or local.",
                Extensions = new Dictionary<string, IOpenApiExtension> { ["x-internal"] = new JsonNodeExtension(true) },
            },
        ];
        document.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        document.Components ??= new OpenApiComponents();
        SecurityDescription.Apply(document);
        return Task.CompletedTask;
    }

    private const string Introduction =
        """
        One number for one customer problem, valid in every channel: the e-mail desk opens an incident, and a phone rep, a store till or a
        social-media team finds it by whatever the customer says.

        - **Errors** are RFC 9457 problem details. `type` is stable per cause. Each type is explained at its address, and all of them at
          `/problems`. `errors` names the rejected fields, and `remedy` says what to do next.
        - **Retries**: POST takes an `Idempotency-Key`. The response to an accepted request is stored for 72 hours, and a repeat gets the
          identical response with `Idempotent-Replayed: true`. PUT, PATCH and DELETE are idempotent by themselves and take `If-Match`.
        - **Versions**: an `ETag` is the incident's number and version. `If-None-Match` answers 304 if nothing has changed; `If-Match` answers
          412 if another request changed the incident first.
        - **Places**: a key lists channels, teams and locations. If it lists several, choose with `X-Channel`, `X-Team` and `X-Location`.
          `X-Agent` names the person who acts.
        - **Browsers**: a person signs in with `POST /v1/session`. The cookie then stands for the key and the person, and every request but
          GET and HEAD sends `X-Antiforgery`. An `Authorization` header wins over the cookie.
        - **Compatibility**: responses may gain fields, and lists of values (`x-extensible-enum`) may gain values. Requests are validated
          strictly: unknown fields are rejected. An operation that will go is `deprecated` here for a year at least, and all its responses
          carry the headers `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link`.
        - **Texts** are trimmed and normalised to NFC, then measured in UTF-16 units. Short names are converted to lower case. A blank optional
          text counts as absent, and so does null, except in a merge patch.
        - **Times** are UTC, RFC 3339, with microseconds. Numbers travel as twelve digits; show them to people in the form of `formatted`.
        """;
}
