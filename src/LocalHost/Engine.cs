using Microsoft.AspNetCore.Builder;

namespace DurableSagas.LocalHost;

/// <summary>The worker process, the WebJobs host and the Durable extension, as services of one application.</summary>
internal static class Engine
{
    public static WebApplicationBuilder AddEngine(this WebApplicationBuilder builder, EngineOptions options) =>
        throw new NotImplementedException($"The engine for '{options.AppFolder}' is being built.");
}
