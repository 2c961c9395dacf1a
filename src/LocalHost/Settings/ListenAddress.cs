using System.Net;
using DurableSagas.LocalHost.Keys;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DurableSagas.LocalHost.Settings;

/// <summary>Where the host listens: on loopback only, unless it is told otherwise and has keys to ask for.</summary>
internal sealed record ListenAddress(string Host, int Port)
{
    public const int DefaultPort = 7071;

    private readonly IPAddress? _address = Parse(Host);

    private bool IsLoopback => _address is null || IPAddress.IsLoopback(_address);

    public static ListenAddress Of(HostArguments arguments, int? settingsPort, HostKeys keys)
    {
        var address = new ListenAddress(arguments.Host ?? "localhost", arguments.Port ?? settingsPort ?? DefaultPort);
        return address.IsLoopback || keys.AreConfigured ? address : throw new HostStartException(
            $"--host {address.Host} opens this host to other machines, and no key is configured. " +
            $"Set '{HostKeys.Section}:_master' (LocalHost__Keys___master in the environment), or listen on localhost.");
    }

    public void Listen(KestrelServerOptions options)
    {
        if (_address is not null)
        {
            options.Listen(_address, Port);
        }
        else if (Port == 0)
        {
            // Kestrel cannot choose one port for both loopback addresses.
            options.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            options.ListenLocalhost(Port);
        }
    }

    public Uri UriOf(int port)
    {
        var host = _address is null || _address.Equals(IPAddress.Any) || _address.Equals(IPAddress.IPv6Any) ? "localhost" : Host;
        return new UriBuilder(Uri.UriSchemeHttp, host, port).Uri;
    }

    public override string ToString() => $"{Host}:{Port}";

    private static IPAddress? Parse(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? null
        : host is "*" or "+" ? IPAddress.Any
        : IPAddress.TryParse(host, out var address) ? address
        : throw new HostUsageException($"--host is '{host}', expected 'localhost', '*' or an IP address to listen on.");
}
