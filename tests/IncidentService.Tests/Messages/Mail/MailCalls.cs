using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using MimeKit;

namespace IncidentService.Tests.Messages.Mail;

/// <summary>Mails as a mail server delivers them.</summary>
internal static class MailCalls
{
    public static Task<Answer> DeliverMail(this ApiClient desk, byte[] mail, string query = "") =>
        desk.Post("/v1/messages" + query, new ByteArrayContent(mail) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } });

    public static Task<Answer> DeliverMail(this ApiClient desk, string mail, string query = "") =>
        desk.DeliverMail(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), query);

    public static async Task<JsonNode> ReceiveMail(this ApiClient desk, string mail, string query = "") =>
        (await desk.DeliverMail(mail, query)).Expect(HttpStatusCode.Created);

    public static async Task<JsonNode> ReceiveMail(this ApiClient desk, MimeMessage mail, string query = "") =>
        (await desk.DeliverMail(Write(mail), query)).Expect(HttpStatusCode.Created);

    public static byte[] Write(MimeMessage mail)
    {
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>A mail with a new id.</summary>
    public static string Mail(string head, string text) =>
        $"Message-ID: <{Guid.NewGuid():N}@mail.example.com>\n{head}\n\n{text}";
}
