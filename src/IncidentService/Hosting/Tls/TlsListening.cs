using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IncidentService.Hosting.Tls;

/// <summary>TLS 1.2 and 1.3 wherever the service listens on https, with the certificate of the settings if there is one.</summary>
internal static class TlsListening
{
    public static void AddTls(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (TlsSettings.From(builder.Configuration) is { } files)
            builder.Services.AddSingleton(files)
                .AddSingleton<ServerCertificate>().AddHostedService(provider => provider.GetRequiredService<ServerCertificate>());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseTls());
    }

    private static void UseTls(this KestrelServerOptions kestrel)
    {
        var certificate = kestrel.ApplicationServices.GetService<ServerCertificate>();
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            certificate?.Use(https);
        });
    }
}
