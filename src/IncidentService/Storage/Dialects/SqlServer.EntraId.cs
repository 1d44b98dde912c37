using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Identity;
using Microsoft.Data.SqlClient;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Sign-in with Entra ID, for <c>Authentication=Active Directory Default</c>, <c>Managed Identity</c> or <c>Workload Identity</c> in the
/// connection string. Compiled only with -p:EntraId=true, which adds Azure.Identity.
/// </summary>
internal sealed partial class SqlServer
{
    private static readonly EntraIdProvider EntraId = new();

    static partial void AddEntraId()
    {
        foreach (var method in EntraIdProvider.Methods) SqlAuthenticationProvider.SetProvider(method, EntraId);
    }

    private sealed class EntraIdProvider : SqlAuthenticationProvider
    {
        public static readonly SqlAuthenticationMethod[] Methods =
        [
            SqlAuthenticationMethod.ActiveDirectoryDefault, SqlAuthenticationMethod.ActiveDirectoryManagedIdentity,
            SqlAuthenticationMethod.ActiveDirectoryWorkloadIdentity,
        ];

        private readonly Dictionary<(SqlAuthenticationMethod Method, string? Client), TokenCredential> credentials = [];
        private readonly Lock making = new();

        public override bool IsSupported(SqlAuthenticationMethod authenticationMethod) => Methods.Contains(authenticationMethod);

        public override async Task<SqlAuthenticationToken> AcquireTokenAsync(SqlAuthenticationParameters parameters)
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(parameters.ConnectionTimeout));
            var scope = parameters.Resource.TrimEnd('/') + "/.default";
            try
            {
                var token = await CredentialFor(parameters).GetTokenAsync(new TokenRequestContext([scope]), timeout.Token);
                return new SqlAuthenticationToken(token.Token, token.ExpiresOn);
            }
            catch (Exception exception) when (exception is AuthenticationFailedException or OperationCanceledException)
            {
                throw new NoTokenException(exception); // SqlClient turns it into a SqlException
            }
        }

        /// <summary>
        /// Keeps each credential, because it caches its tokens. The user in the connection string is a client id, which selects an identity
        /// if the machine has several.
        /// </summary>
        private TokenCredential CredentialFor(SqlAuthenticationParameters parameters)
        {
            var client = string.IsNullOrEmpty(parameters.UserId) ? null : parameters.UserId;
            lock (making)
            {
                var key = (parameters.AuthenticationMethod, client);
                if (!credentials.TryGetValue(key, out var credential))
                    credentials[key] = credential = Make(parameters.AuthenticationMethod, client);
                return credential;
            }
        }

        [SuppressMessage("Performance", "CA1859", Justification = "Three kinds of credentials")]
        private static TokenCredential Make(SqlAuthenticationMethod method, string? client) => method switch
        {
            SqlAuthenticationMethod.ActiveDirectoryManagedIdentity =>
                new ManagedIdentityCredential(
                    client is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client)),
            SqlAuthenticationMethod.ActiveDirectoryWorkloadIdentity =>
                new WorkloadIdentityCredential(client is null ? new() : new() { ClientId = client }),
            _ => new DefaultAzureCredential(
                new DefaultAzureCredentialOptions { ManagedIdentityClientId = client, WorkloadIdentityClientId = client }),
        };
    }

    private sealed class NoTokenException(Exception cause)
        : SqlAuthenticationProviderException("Entra ID gives no token: " + cause.Message, cause);
}
