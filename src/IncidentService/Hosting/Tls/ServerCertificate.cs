using System.Net.Security;
using System.Security.Cryptography;
using IncidentService.Common;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace IncidentService.Hosting.Tls;

/// <summary>
/// The certificate that callers are shown. When its files change, new connections get the new one, and those that are open stay. Kestrel's
/// own reloading watches the certificate's file alone, so that a key that is written after it is never noticed.
/// </summary>
internal sealed partial class ServerCertificate(TlsSettings files, ILogger<ServerCertificate> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private CertificatePair? latest;
    private SslStreamCertificateContext? current;

    /// <summary>The clock of rounds, which does not jump when somebody sets the time.</summary>
    internal TimeProvider Pace { get; init; } = TimeProvider.System;

    /// <exception cref="InvalidOperationException">The files cannot be read, or do not belong together.</exception>
    public void Use(HttpsConnectionAdapterOptions https)
    {
        try
        {
            latest = CertificatePair.Read(files, CancellationToken.None).GetAwaiter().GetResult();
            current = latest.Load();
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw new InvalidOperationException(
                $"The certificate {files.CertificateFile} with {files.KeyFile} cannot be used: {exception.Message}");
        }
        https.ServerCertificateSelector = (_, _) => Current.TargetCertificate;
        https.OnAuthenticate = (_, handshake) =>
        {
            handshake.ServerCertificateContext = Current; // includes the intermediate certificates, unlike the selected one
            handshake.ServerCertificateSelectionCallback = null;
        };
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, Pace);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Refresh(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }

    private SslStreamCertificateContext Current => Volatile.Read(ref current)!;

    /// <summary>Files that do not belong together yet are being renewed: the former certificate stays until they do.</summary>
    private async Task Refresh(CancellationToken cancellation)
    {
        try
        {
            var pair = await CertificatePair.Read(files, cancellation);
            if (pair.Equals(latest)) return;
            latest = pair;
            var renewed = pair.Load();
            Volatile.Write(ref current, renewed);
            var until = Instant.From(renewed.TargetCertificate.NotAfter);
            LogRenewed(until);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            LogNotRenewed(exception.Message);
        }
    }

    private static bool IsUnreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    [LoggerMessage(Level = LogLevel.Information, Message = "The certificate was renewed. It is valid until {Until}")]
    private partial void LogRenewed(Instant until);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The certificate's files changed and cannot be used; the former certificate stays: {Reason}")]
    private partial void LogNotRenewed(string reason);
}
