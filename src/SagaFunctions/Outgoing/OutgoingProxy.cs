using Microsoft.Extensions.Configuration;

namespace DurableSagas.SagaFunctions.Outgoing;

/// <summary>The proxy through which participants and receivers are called, if the setting <c>ParticipantProxy</c> names one.</summary>
/// <remarks>One that only the environment names gets nothing: calls carry keys, and what sagas are about.</remarks>
internal sealed class OutgoingProxy
{
    public const string Setting = "ParticipantProxy";

    /// <exception cref="InvalidOperationException">The setting is no URL of a proxy.</exception>
    public OutgoingProxy(IConfiguration configuration) => Address = configuration[Setting] is { Length: > 0 } url ? AddressOf(url) : null;

    /// <summary>Null when they are called directly.</summary>
    public Uri? Address { get; }

    private static Uri AddressOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0
            ? address
            : throw new InvalidOperationException(
                $"Setting '{Setting}' must be an http or https URL without user or password, such as 'http://proxy.example:3128'.");
}
