using DurableSagas.Testing.Tests.Functions;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Testing.Tests;

internal static class Hosts
{
    public static Task<SagaTestHost> StartAsync(Breakage? breakage = null) =>
        SagaTestHost.StartAsync(services => services.AddSingleton(breakage ?? new Breakage()), new SagaTestOptions { Assembly = typeof(Hosts).Assembly });

    public static Task<string> StartAsync(this SagaTestHost host, string orchestrator, object? input = null) =>
        host.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions("flow-1"));

    public static async Task<string?> OutputOfAsync(this SagaTestHost host, string orchestrator, object? input = null) =>
        (await host.EndOfAsync(await host.StartAsync(orchestrator, input))).SerializedOutput;
}
