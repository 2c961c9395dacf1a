using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using DurableSagas.Sagas.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DurableSagas.Functions.Telemetry;

/// <summary>Where the spans and measures go: to an OTLP endpoint, to Azure Monitor, to both, or, where no setting names one, nowhere.</summary>
internal static class TelemetryServices
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";
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
            telemetry
                .WithTracing(tracing => tracing.AddAzureMonitorTraceExporter(options => options.ConnectionString = azureMonitor, CredentialOf(configuration)))
                .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(options => options.ConnectionString = azureMonitor, CredentialOf(configuration)));
        }

        return services;
    }

    /// <summary>The identity in <c>ClientId=…;Authorization=AAD</c>, as the Functions host reads it; null where the connection string is enough.</summary>
    internal static TokenCredential? CredentialOf(IConfiguration configuration)
    {
        var parts = (configuration[Authentication] ?? string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return parts.GetValueOrDefault("Authorization") == "AAD"
            ? new ManagedIdentityCredential(parts.GetValueOrDefault("ClientId") is { } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned)
            : null;
    }
}
