using System.Text;
using System.Xml.Linq;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace IncidentService.Sessions.SignIn;

/// <summary>
/// Keeps the keys that protect the state of a sign-in in the register, so that a sign-in may begin at one replica and end at another.
/// </summary>
internal sealed class ProtectionKeys(Store store) : IXmlRepository
{
    private const string Prefix = "data-protection/";

    /// <summary>The interface is synchronous: it is called a few times a day.</summary>
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(async () =>
    {
        var stored = await store.Read(session => session.ListSecrets(Prefix));
        return stored.Select(xml => XElement.Parse(Encoding.UTF8.GetString(xml))).ToList();
    }).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => store.Change(
        transaction =>
        {
            transaction.AddSecret(
                $"{Prefix}{transaction.NewId()}", Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)));
            return Task.CompletedTask;
        },
        CancellationToken.None)).GetAwaiter().GetResult();
}
