using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IncidentService.Tests.Http.Tls;

/// <summary>A root and an intermediate authority of the tests, and the files of a server's certificate that the latter signs.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly HashAlgorithmName Hash = HashAlgorithmName.SHA256;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tls-");
    private readonly X509Certificate2 intermediate;

    public TestAuthority()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (from, until) = (now.AddDays(-1), now.AddDays(2));
        Root = Authority("CN=Root").CreateSelfSigned(from, until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Authority("CN=Intermediate", key).Create(Root, from, until, Serial());
        intermediate = signed.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Root { get; }

    public string CertificateFile => Path.Combine(folder.FullName, "tls.crt");

    public string KeyFile => Path.Combine(folder.FullName, "tls.key");

    /// <summary>A new certificate, followed by the intermediate one, and its key: what the two files hold.</summary>
    public (string Certificate, string Key) Issue(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + subject, key, Hash);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(intermediate, intermediate.NotBefore, intermediate.NotAfter.AddDays(-1), Serial());
        return (signed.ExportCertificatePem() + "\n" + intermediate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem());
    }

    public async Task Write(string subject)
    {
        var (certificate, key) = Issue(subject);
        await File.WriteAllTextAsync(CertificateFile, certificate);
        await File.WriteAllTextAsync(KeyFile, key);
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        intermediate.Dispose();
        Root.Dispose();
    }

    private static CertificateRequest Authority(string name, ECDsa? key = null)
    {
        var request = new CertificateRequest(name, key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256), Hash);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(8);
}
