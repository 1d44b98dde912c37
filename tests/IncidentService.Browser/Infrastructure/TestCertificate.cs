using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IncidentService.Browser.Infrastructure;

/// <summary>
/// A self-signed certificate in a temporary file: browsers speak HTTP/2 to a service that has one, as they do in production.
/// </summary>
internal sealed class TestCertificate : IDisposable
{
    private const string Password = "test";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("certificate-");

    public TestCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllBytes(Path, certificate.Export(X509ContentType.Pfx, Password));
    }

    /// <summary>The settings with which a service listens on HTTPS.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Kestrel:Endpoints:Https:Url"] = "https://127.0.0.1:0",
        ["Kestrel:Endpoints:Https:Certificate:Path"] = Path,
        ["Kestrel:Endpoints:Https:Certificate:Password"] = Password,
    };

    private string Path => System.IO.Path.Combine(folder.FullName, "test.pfx");

    public void Dispose() => folder.Delete(recursive: true);
}
