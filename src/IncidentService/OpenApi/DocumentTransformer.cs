using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IncidentService.OpenApi;

/// <summary>What the contract says of the service as a whole: introduction, tags, authentication.</summary>
internal static class DocumentTransformer
{
    private const string Key = "apiKey";

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Incidents", "One customer problem each, under one number that is good in every channel."),
        ("Number blocks", "Numbers that are handed out while the service cannot be reached, and opened later."),
        ("Timeline", "What happened, from all channels in one order."),
        ("Interactions", "How often the customer had to tell the story."),
        ("Contacts", "How the customer is known."),
        ("References", "What other systems call an incident, or something in it."),
        ("Resolution", "It is resolved when we say so, and closed when the customer does."),
        ("Permissions", "Whether a customer may be approached though nothing is to be settled. Leave them alone."),
        ("Promises", "What the customer was promised, by people and by policies, and what became of it."),
        ("Approvals", "What a till or a rep may honour: granted once, and never redeemed more often than granted."),
        ("Messages", "Messages that come in through other systems."),
        ("Lookups", "What is this number? Whatever the customer says, from any channel."),
        ("Handoffs", "From one channel or team to another, open until the receiver accepts."),
        ("Erasure", "The customer's right to be forgotten."),
        ("Reports", "How customers fare, by channel and team; never by person. Ask for `text/csv` to get the rows as a table."),
        ("Events", "Everything that happened, in one order for all: facts and links, never what was said."),
        ("Webhooks", "Systems that are told of events by the service itself: once at least, in order per incident, "
            + "signed as Standard Webhooks has it."),
        ("Keys", "Who may do what."),
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
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "RFC8725: opaque API key of the characters A-Z, a-z, 0-9 and _, not a JWT",
                Description = "An API key: `Authorization: Bearer inc_…`. Callers that can send nothing else, such as phone menus, "
                    + "may send it as the password of HTTP Basic.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
        return Task.CompletedTask;
    }

    private const string Introduction =
        """
        One number for one customer problem, good in every channel: the e-mail desk opens an incident, a phone rep, a store till or a social-media
        team finds it by whatever the customer says.

        - **Errors** are RFC 9457 problem details. `type` is stable per cause (each is explained at its address, and all at `/problems`), `errors`
          names the fields, `remedy` says what to do next.
        - **Retries**: POST takes an `Idempotency-Key`; an accepted answer is kept for 72 hours and replayed to the byte (`Idempotent-Replayed: true`).
          PUT, PATCH and DELETE are idempotent themselves and take `If-Match`.
        - **Versions**: an `ETag` is the incident's number and version. `If-None-Match` answers 304; a lost race with `If-Match` is 412.
        - **Places**: a key lists channels, teams and locations. Where it lists several, pick with `X-Channel`, `X-Team`, `X-Location`; `X-Agent` names the person.
        - **Openness**: answers may grow new fields, and lists of values (`x-extensible-enum`) new values. Requests are read strictly: unknown fields are refused.
        - **Texts** are trimmed and composed (NFC), then counted in UTF-16 units; short names are folded to lower case. An optional text that is blank counts as absent, and so does null, but in a merge patch.
        - **Times** are UTC, RFC 3339, with microseconds. Numbers travel as twelve digits and are shown to people as `formatted`.
        """;
}
