using DurableSagas.LocalHost.Keys;
using DurableSagas.LocalHost.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DurableSagas.LocalHost.Management;

/// <summary>The address that Kestrel listens on, and the key that links carry.</summary>
internal sealed class HostAddress(ListenAddress address, HostKeys keys, IServer server) : IHostAddress
{
    public Uri BaseUri => address.UriOf(Port());

    public string? SystemKey => keys.SystemKey;

    private int Port() => address.Port != 0 ? address.Port
        : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } bound ? new Uri(bound).Port
        : throw new InvalidOperationException("The host does not listen yet, and its port is any that is free.");
}
