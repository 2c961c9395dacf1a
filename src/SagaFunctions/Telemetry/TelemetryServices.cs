using Azure.Monitor.OpenTelemetry.Exporter;
using DurableSagas.Sagas.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DurableSagas.SagaFunctions.Telemetry;

/// <summary>Where the spans and measures go: to an OTLP endpoint, to Azure Monitor, to both, or, where no setting names one, nowhere.</summary>
internal static class TelemetryServices
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var toOtlp = configuration[OtlpEndpoint] is { Length: > 0 };
        var azureMonitor = configuration[AzureMonitor] is { Length: > 0 } connection ? connection : null;
        if (!toOtlp && azureMonitor is null)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(SagaTelemetry.Name).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(SagaTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(SagaTelemetry.Name));
        if (toOtlp)
        {
            telemetry.WithTracing(tracing => tracing.AddOtlpExporter()).WithMetrics(metrics => metrics.AddOtlpExporter());
        }

        if (azureMonitor is not null)
        {
            var credential = AuthenticationString.Parse(configuration[Authentication]).Credential;
            telemetry
                .WithTracing(tracing => tracing.AddAzureMonitorTraceExporter(options => SendAll(options, azureMonitor, configuration), credential))
                .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(options => options.ConnectionString = azureMonitor, credential));
        }

        return services;
    }

    // By default the exporter keeps five spans a second, for every exporter of the process: sagas would lose some of theirs, and none be whole.
    private static void SendAll(AzureMonitorExporterOptions options, string connection, IConfiguration configuration)
    {
        options.ConnectionString = connection;
        if (configuration[Sampler] is null)
        {
            (options.SamplingRatio, options.TracesPerSecond) = (1, null);
        }
    }
}
