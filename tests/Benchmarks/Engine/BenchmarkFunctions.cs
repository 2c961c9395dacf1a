using Azure.Core.Serialization;
using DurableSagas.Benchmarks.Workloads;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Benchmarks.Engine;

/// <summary>The benchmark's functions behind the host's real bindings, scopes and serialization.</summary>
internal sealed class BenchmarkFunctions : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public BenchmarkFunctions()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new HostJson());
        services.AddSingleton(FunctionSource.Of(typeof(BenchmarkFunctions).Assembly));
        HostServices.Add(services, []);
        services.Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(SagaJson.Options));
        services.AddSingleton<StepRunner>().AddSingleton<TimelineRecorder>().AddSingleton<ISagaProjection, NoProjection>();
        _services = services.BuildServiceProvider();
    }

    public IDurableFunctions App => _services.GetRequiredService<IDurableFunctions>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
