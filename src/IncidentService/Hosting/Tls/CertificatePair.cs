using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IncidentService.Hosting.Tls;

/// <summary>The contents of the two files, and the certificate and key that they contain.</summary>
internal sealed class CertificatePair
{
    private readonly byte[] certificate;
    private readonly byte[] key;

    private CertificatePair(byte[] certificate, byte[] key) => (this.certificate, this.key) = (certificate, key);

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static async Task<CertificatePair> Read(TlsSettings files, CancellationToken cancellation) => new(
        await File.ReadAllBytesAsync(files.CertificateFile, cancellation), await File.ReadAllBytesAsync(files.KeyFile, cancellation));

    public bool Equals(CertificatePair? other) =>
        other is not null && certificate.AsSpan().SequenceEqual(other.certificate) && key.AsSpan().SequenceEqual(other.key);

    /// <summary>The certificate and the intermediate certificates that follow it in the file.</summary>
    /// <exception cref="CryptographicException">They cannot be read, or do not belong together.</exception>
    public SslStreamCertificateContext Load()
    {
        var text = Encoding.UTF8.GetString(certificate);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(text);
        if (chain.Count == 0) throw new CryptographicException("The file of the certificate holds none.");
        using var read = X509Certificate2.CreateFromPem(text, Encoding.UTF8.GetString(key));
        // Windows cannot use a key in TLS that only PEM has held.
        var own = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
        return SslStreamCertificateContext.Create(own, [.. chain.Skip(1)], offline: true);
    }
}
