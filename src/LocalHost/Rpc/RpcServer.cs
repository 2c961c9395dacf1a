using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.LocalHost.Rpc;

/// <summary>Serves workers on loopback, at a port that the system chooses.</summary>
internal sealed class RpcServer(WorkerStreams streams) : IAsyncDisposable
{
    private const int WindowSize = 8 * 1024 * 1024;

    private WebApplication? _application;

    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        // Of its own, so that the app's HTTP is not reached through it, nor it through the app's port.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(streams);

        // What goes wrong here is seen as a worker that does not answer or has ended, and is told there.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddGrpc(options =>
        {
            // Bodies are limited where they come in; the worker's own limit is told to it as an argument.
            options.MaxReceiveMessageSize = null;
            options.MaxSendMessageSize = null;
        });

        _application = builder.Build();
        _application.MapGrpcService<FunctionRpcService>();
        await _application.StartAsync(cancellationToken);
        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new Uri(addresses.Addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    private static void Configure(KestrelServerOptions options)
    {
        options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.Http2.InitialConnectionWindowSize = WindowSize;
        options.Limits.Http2.InitialStreamWindowSize = WindowSize;
    }
}
