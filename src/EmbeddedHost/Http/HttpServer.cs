using System.Net.Sockets;
using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>Kestrel, without the rest of ASP.NET Core: a request goes straight to the dispatcher.</summary>
internal sealed class HttpServer(
    ListenAddress address, HttpDispatcher dispatcher, IServiceProvider services, ILoggerFactory loggerFactory) : IAsyncDisposable
{
    private KestrelServer? _server;

    /// <summary>For example http://localhost:7071, once it listens.</summary>
    public string? Url { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services };
        options.Limits.MaxRequestBodySize = RequestBody.MaxBytes;
        address.Listen(options);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggerFactory);
        _server = new KestrelServer(Options.Create(options), transport, loggerFactory);
        try
        {
            await _server.StartAsync(dispatcher, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException or AddressInUseException)
        {
            throw new HostStartException(
                $"Cannot listen on {address}: {exception.Message} Close the process that uses the port, or name another with --port.", exception);
        }

        Url = address.UrlOf(new Uri(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.StopAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        return ValueTask.CompletedTask;
    }
}
