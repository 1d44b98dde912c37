namespace IncidentService.Hosting.Tls;

/// <summary>The settings under Tls: the service's own certificate with those that lead to its root, and its key, in PEM.</summary>
internal sealed record TlsSettings(string CertificateFile, string KeyFile)
{
    private const string Section = "Tls";

    /// <summary>Null if a proxy speaks TLS, or Kestrel's own settings name a certificate.</summary>
    public static TlsSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var (certificate, key) = (section[nameof(CertificateFile)], section[nameof(KeyFile)]);
        if (string.IsNullOrEmpty(certificate) && string.IsNullOrEmpty(key)) return null;
        return string.IsNullOrEmpty(certificate) || string.IsNullOrEmpty(key)
            ? throw new InvalidOperationException(
                $"{Section}:{nameof(CertificateFile)} and {Section}:{nameof(KeyFile)} must be given together.")
            : new TlsSettings(certificate, key);
    }
}
