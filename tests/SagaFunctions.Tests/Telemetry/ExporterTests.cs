using DurableSagas.Functions.TripBooking;
using DurableSagas.SagaFunctions.Telemetry;
using DurableSagas.Sagas.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

/// <summary>The app's own registrations, with servers of this machine in the places of the collector and of Azure.</summary>
[Collection(nameof(ExporterTests))]
public sealed class ExporterTests : IAsyncLifetime
{
    private const int FlushTimeout = 30_000;
    private const int Sagas = 40;

    private Collector? _otlp;
    private Collector? _azure;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_otlp, _azure) = (await Collector.StartAsync(Token), await Collector.StartAsync(Token));

    public async ValueTask DisposeAsync()
    {
        await _otlp!.DisposeAsync();
        await _azure!.DisposeAsync();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Telemetry_GoesWhereASettingSaysAndNowhereElse(bool toOtlp, bool toAzure)
    {
        var registered = Registered(toOtlp, toAzure);
        await using var services = registered.BuildServiceProvider();

        TellOf(services);

        // Left to itself that exporter would send to a port of its own choice, where nobody listens.
        Assert.Equal(toOtlp, registered.Any(service => service.ServiceType == typeof(IOptionsFactory<OtlpExporterOptions>)));
        Assert.Equal(toOtlp ? ["/v1/metrics", "/v1/traces"] : [], _otlp!.Paths);
        Assert.Equal(toAzure ? ["/v2.1/track"] : [], _azure!.Paths);
        Assert.Equal(toAzure, _azure.Kinds.Contains("MetricData"));
        Assert.Equal(toAzure ? Sagas : 0, _azure.Kinds.Count(kind => kind == "RemoteDependencyData"));
    }

    [Fact]
    public async Task Telemetry_WithoutASetting_IsNotEvenCollected()
    {
        await using var services = Registered(toOtlp: false, toAzure: false).BuildServiceProvider();

        Assert.Equal((null, null), (services.GetService<TracerProvider>(), services.GetService<MeterProvider>()));
    }

    [Fact]
    public async Task AzureMonitor_WithTheAppsIdentity_IsSentNothingWithoutAToken()
    {
        await using var services = Registered(toOtlp: true, toAzure: true, "ClientId=00000000-0000-0000-0000-000000000001;Authorization=AAD").BuildServiceProvider();

        TellOf(services);

        // A token goes over https only, and this server has none: the credential refuses.
        Assert.Equal(["/v1/metrics", "/v1/traces"], _otlp!.Paths);
        Assert.Empty(_azure!.Paths);
    }

    [Fact]
    public async Task Sampler_Chosen_IsLeftToDecide()
    {
        await using var services = Registered(toOtlp: false, toAzure: true, sampled: "0").BuildServiceProvider();

        TellOf(services);

        Assert.Contains("MetricData", _azure!.Kinds);
        Assert.DoesNotContain("RemoteDependencyData", _azure.Kinds);
    }

    private static void TellOf(ServiceProvider services)
    {
        var (tracer, meter) = (services.GetRequiredService<TracerProvider>(), services.GetRequiredService<MeterProvider>());
        for (var saga = 1; saga <= Sagas; saga++)
        {
            SagaSpans.Start(TripBookingSaga.Definition.IdentityOf($"exported-{saga}"))!.Dispose();
            SagaMeter.Started(TripBookingSaga.Definition.IdentityOf($"exported-{saga}"));
        }

        tracer.ForceFlush(FlushTimeout);
        meter.ForceFlush(FlushTimeout);
    }

    private IServiceCollection Registered(bool toOtlp, bool toAzure, string? authentication = null, string? sampled = null)
    {
        Dictionary<string, string?> settings = new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = toOtlp ? _otlp!.Url : null,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_TRACES_SAMPLER"] = sampled is null ? null : "microsoft.fixed_percentage",
            ["OTEL_TRACES_SAMPLER_ARG"] = sampled,
            // A key of its own: what one test could not send is kept on disk by key, and sent by the next exporter that has it.
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = toAzure ? $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={_azure!.Url}/" : string.Empty,
            ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = authentication,
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddTelemetry(configuration);
    }
}
