using DurableSagas.SagaFunctions.Settings;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.SagaFunctions.Receivers;

/// <summary>Who may be told of sagas: a start names a receiver, and never a URL.</summary>
public sealed class ReceiverRegistry
{
    public const string Section = "Receivers";

    private readonly Dictionary<string, ReceiverSettings> _receivers;

    /// <param name="known">Those that the app's code registers.</param>
    /// <exception cref="InvalidOperationException">A registration is not valid; every fault is named.</exception>
    internal ReceiverRegistry(IConfiguration configuration, IEnumerable<KeyValuePair<string, ReceiverSettings>> known) =>
        _receivers = new Registrations<ReceiverSettings>(Section, "a receiver", new ReceiverSettingsValidator(), FaultsOf).Read(configuration, known);

    internal IEnumerable<string> Names => _receivers.Keys.Order(StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<string> Queues => _receivers.Values.Select(receiver => receiver.Queue).OfType<string>();

    /// <summary>The name as it is registered; null when there is none.</summary>
    internal string? NameOf(string asked) => _receivers.Keys.FirstOrDefault(name => name.Equals(asked, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when it is not registered, or not any more.</summary>
    internal ReceiverSettings? Find(string name) => _receivers.GetValueOrDefault(name);

    private static IEnumerable<string> FaultsOf(string prefix, ReceiverSettings settings)
    {
        if ((settings.Url is null) == (settings.Queue is null))
        {
            var found = settings.Url is null ? "neither Url nor Queue" : "both Url and Queue";
            yield return $"'{prefix}' has {found}; one of them says where its events go.";
        }

        if ((settings.Url is null) != (settings.Secret is null))
        {
            var found = settings.Url is null ? "a Secret and no Url" : "a Url and no Secret";
            yield return $"'{prefix}' has {found}; what is posted is signed, and nothing else.";
        }

        if (settings.Url is { IsAbsoluteUri: true, IsLoopback: false, UserInfo.Length: 0 } url && url.Scheme == Uri.UriSchemeHttp)
        {
            yield return $"'{prefix}__Url' is '{url}'; events are sent over https only, or to this machine.";
        }
    }
}
